using TradingBot.Core.Markets;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>One payment of funding: the trade's part of what its position paid or received.</summary>
public sealed record FundingView
{
    public required string ExecId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In coin; positive when paid, negative when received.</summary>
    [Unit(Unit.NamedCoin)]
    public required decimal Amount { get; init; }

    public required string Coin { get; init; }

    /// <summary>Of the position's value, with the sign of the payment; null when the exchange did not tell it.</summary>
    [Unit(Unit.Percent)]
    public decimal? RatePercent { get; init; }

    /// <summary>What of the position was the trade's.</summary>
    [Unit(Unit.Quantity)]
    public required decimal Quantity { get; init; }

    /// <summary>The size of the whole position.</summary>
    [Unit(Unit.Quantity)]
    public required decimal PositionQuantity { get; init; }

    public static FundingView Of(FundingPayment payment, Direction direction, IReadOnlyList<Fill> fills) => new()
    {
        ExecId = payment.ExecId,
        At = payment.At,
        Amount = payment.OwnAmount(direction, fills),
        Coin = payment.Coin,
        RatePercent = payment.Rate * 100,
        Quantity = payment.OwnQuantity(direction, fills),
        PositionQuantity = payment.PositionQuantity,
    };
}
