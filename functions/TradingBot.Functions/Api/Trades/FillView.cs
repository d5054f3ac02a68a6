using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Api.Trades;

/// <summary>One execution of a trade.</summary>
public sealed record FillView
{
    public required string ExecId { get; init; }

    public string? OrderLinkId { get; init; }

    public required OrderRole Role { get; init; }

    public required OrderSide Side { get; init; }

    public required decimal Price { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal Value { get; init; }

    public required decimal Fee { get; init; }

    public required string FeeCurrency { get; init; }

    public required bool Maker { get; init; }

    public required DateTimeOffset At { get; init; }

    public static FillView Of(Fill fill) => new()
    {
        ExecId = fill.ExecId,
        OrderLinkId = fill.OrderLinkId,
        Role = fill.Role,
        Side = fill.Side,
        Price = fill.Price,
        Quantity = fill.Quantity,
        Value = fill.Value,
        Fee = fill.Fee,
        FeeCurrency = fill.FeeCurrency,
        Maker = fill.IsMaker,
        At = fill.At,
    };
}
