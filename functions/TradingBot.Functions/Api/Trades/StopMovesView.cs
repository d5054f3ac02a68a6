using TradingBot.Core.Trades;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>How the stop of a trade moves, as prices that were fixed when its entry was approved.</summary>
public sealed record StopMovesView
{
    /// <summary>Null: it does not go to break-even.</summary>
    public BreakEvenMoveView? BreakEven { get; init; }

    /// <summary>Null: it follows nothing.</summary>
    public TrailingMoveView? Trailing { get; init; }

    /// <summary>Where the stop was moved to, seen at the exchange; null while it stands as planned.</summary>
    [Unit(Unit.Price)]
    public decimal? MovedStopLoss { get; init; }

    /// <summary>
    /// Where it is being moved to, not seen at the exchange yet; null when the exchange has all of it, and once the trade is to be closed.
    /// </summary>
    [Unit(Unit.Price)]
    public decimal? AskedStopLoss { get; init; }

    /// <summary>The best price for this side that was seen since the entry; null until one was, and where none is watched.</summary>
    [Unit(Unit.Price)]
    public decimal? BestPrice { get; init; }

    /// <summary>Null for a trade whose stop neither moves nor was moved here.</summary>
    public static StopMovesView? Of(TradeRecord trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return trade is { StopMoves: { BreakEven: null, Trailing: null }, MovedStopLoss: null, AskedStop: null }
            ? null
            : new StopMovesView
            {
                BreakEven = trade.StopMoves.BreakEven is { } even
                    ? new BreakEvenMoveView(even.When.Price, even.When.Target + 1, even.OffsetPercent)
                    : null,
                Trailing = trade.StopMoves.Trailing is { } trailing
                    ? new TrailingMoveView(
                        trailing.Percent, trailing.Distance, trailing.FollowsTargets, trailing.From.Price, trailing.From.Target + 1)
                    : null,
                MovedStopLoss = trade.MovedStopLoss,
                AskedStopLoss = trade is { IsUnfinished: true, CloseRequestedAt: null } ? trade.AskedStop?.Price : null,
                BestPrice = trade.BestPrice?.Price,
            };
    }
}

/// <summary>When the stop goes to break-even.</summary>
/// <param name="Price">Once the best price has come here; null when a target decides.</param>
/// <param name="Target">Once the target of this number was reached; null when a price decides.</param>
/// <param name="Offset">How much further into the profit than without a loss, of the entry price.</param>
public sealed record BreakEvenMoveView(
    [property: Unit(Unit.Price)] decimal? Price, int? Target, [property: Unit(Unit.Percent)] decimal Offset);

/// <summary>What the stop follows.</summary>
/// <param name="Percent">Behind the best price, of that price; null when it is told otherwise.</param>
/// <param name="Distance">Behind the best price, as a difference of prices; null when it is told otherwise.</param>
/// <param name="Targets">It follows the targets.</param>
/// <param name="FromPrice">Once the best price has come here; null when nothing or a target decides.</param>
/// <param name="FromTarget">Once the target of this number was reached; null when nothing or a price decides.</param>
public sealed record TrailingMoveView(
    [property: Unit(Unit.Percent)] decimal? Percent,
    [property: Unit(Unit.Price)] decimal? Distance,
    bool Targets,
    [property: Unit(Unit.Price)] decimal? FromPrice,
    int? FromTarget);
