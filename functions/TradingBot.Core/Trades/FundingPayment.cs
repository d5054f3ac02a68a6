using TradingBot.Core.Orders;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Trades;

/// <summary>
/// One payment of funding of the position a trade is in, as the exchange settled it. Unique by <see cref="ExecId"/> and category. A
/// position may stand for more than the trade: the trade carries the part that its own open quantity has in it.
/// </summary>
public sealed record FundingPayment
{
    public required string ExecId { get; init; }

    /// <summary>By the exchange's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>For the whole position, in <see cref="Coin"/>; positive when paid, negative when received.</summary>
    public required decimal PositionAmount { get; init; }

    /// <summary>Size of the whole position at that moment, without sign; base coin, inverse: USD contracts.</summary>
    public required decimal PositionQuantity { get; init; }

    /// <summary>The settle coin: quote coin, inverse: base coin.</summary>
    public required string Coin { get; init; }

    /// <summary>Fraction of the position's value, with the sign of the payment; null when the exchange does not tell it.</summary>
    public decimal? Rate { get; init; }

    /// <summary>What of the position was the trade's when it was paid; 0 when nothing was. Base coin, inverse: USD contracts.</summary>
    /// <param name="direction">The trade's.</param>
    /// <param name="fills">The trade's fills, each once, in any order.</param>
    public decimal OwnQuantity(Direction direction, IReadOnlyCollection<Fill> fills)
    {
        // Nothing orders executions of one millisecond. Funding is paid for what stands, so the larger of both orders is meant.
        var open = Math.Max(Open(direction, fills.Where(fill => fill.At < At)), Open(direction, fills.Where(fill => fill.At <= At)));
        return Math.Clamp(open, 0m, PositionQuantity);
    }

    /// <summary>The trade's part of the payment, in <see cref="Coin"/>; positive when paid, negative when received.</summary>
    /// <inheritdoc cref="OwnQuantity"/>
    public decimal OwnAmount(Direction direction, IReadOnlyCollection<Fill> fills)
    {
        var own = OwnQuantity(direction, fills);
        // Without a division where the position is all the trade's: its sum meets the wallet's to the last digit.
        return own == PositionQuantity ? PositionAmount : PositionAmount * own / PositionQuantity;
    }

    private static decimal Open(Direction direction, IEnumerable<Fill> fills) =>
        fills.Sum(fill => fill.Side == direction.EntrySide() ? fill.Quantity : -fill.Quantity);
}
