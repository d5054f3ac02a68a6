using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>One execution of a trade.</summary>
public sealed record FillView
{
    public required string ExecId { get; init; }

    /// <summary>Null for orders that the exchange made itself.</summary>
    public string? OrderLinkId { get; init; }

    public required OrderRole Role { get; init; }

    public required OrderSide Side { get; init; }

    [Unit(Unit.Price)]
    public required decimal Price { get; init; }

    [Unit(Unit.Quantity)]
    public required decimal Quantity { get; init; }

    /// <summary>Traded value, in the settleCoin of the trade.</summary>
    [Unit(Unit.SettleCoin)]
    public required decimal Value { get; init; }

    /// <summary>In feeCurrency; positive when paid, negative for a rebate.</summary>
    [Unit(Unit.NamedCoin)]
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
