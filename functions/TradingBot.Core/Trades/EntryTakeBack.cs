using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Trades;

/// <summary>When what is left of an entry is to be cancelled, and how a trade ends of which nothing was filled by then.</summary>
public static class EntryTakeBack
{
    /// <summary>
    /// How long a list of the exchange may go on showing what a trade of ours has left behind: within this after the approval a position is
    /// no proof of somebody else's.
    /// </summary>
    public static readonly TimeSpan ShownAfterTheEnd = TimeSpan.FromSeconds(10);

    private const string NothingFilled = "The entry was taken back before anything of it was filled";

    /// <summary>The reason that is due, the most definite first; null while the entry may go on waiting for its fill.</summary>
    /// <param name="trade">A trade whose entry has not ended.</param>
    /// <param name="strategy">Its strategy as it is set now; null when it is not known any more.</param>
    /// <param name="foreign">A position in its symbol while nothing of its entry is filled; null when there is none.</param>
    /// <param name="isHalted">Whether trading is halted.</param>
    /// <param name="now">Compared with <see cref="EntryMovePolicy.EndsAt"/>: due at that moment, not before it.</param>
    public static TakeBackReason? WhyDue(
        TradeRecord trade, Strategy? strategy, ExchangePosition? foreign, bool isHalted, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(trade);
        if (trade.CloseRequestedAt is not null) return ReasonOf(trade.CloseReason);
        if (trade.ExitedQuantity > 0) return TakeBackReason.Closed;

        // A market order is filled or gone at once; what is said from here on is about one that waits.
        if (trade.OrderType != OrderType.Limit) return null;
        if (isHalted) return TakeBackReason.Halt;
        if (trade is { LimitPrice: { } limit, WantedStopLoss: { } stop } && !trade.IsLooser(stop, limit)) return TakeBackReason.StopMoved;
        if (foreign is not null && now - trade.CreatedAt > ShownAfterTheEnd) return TakeBackReason.ForeignPosition;
        if (EntryMovePolicy.EndsAt(trade) <= now) return TakeBackReason.Expired;
        return strategy switch
        {
            { State: StrategyState.Paused } => TakeBackReason.Paused,
            { State: StrategyState.ExitOnly } => TakeBackReason.ExitOnly,
            { DryRun: true } => TakeBackReason.DryRun,
            _ => null,
        };
    }

    /// <summary>The end of a trade whose entry was taken back before anything of it was filled.</summary>
    /// <param name="trade">The trade; how long its entry waited, and at which price, is told of one whose time is over.</param>
    /// <param name="reason">Why.</param>
    public static Denial Ending(TradeRecord trade, TakeBackReason reason)
    {
        ArgumentNullException.ThrowIfNull(trade);
        if (reason == TakeBackReason.Expired && trade is { EntryRestsUntil: { } until, LimitPrice: { } asked })
        {
            var minutes = DecimalText.Write(Math.Round((decimal)(until - trade.CreatedAt).TotalMinutes, 1));
            var limit = trade.EntryMoved?.Price ?? asked;
            var moved = trade.EntryMoved is null ? "" : $", where it had been moved to from {DecimalText.Write(asked)}";
            return new Denial(
                DenialCodes.EntryExpired,
                $"{NothingFilled}: in {minutes} minutes the market did not come to its limit price of {DecimalText.Write(limit)}{moved}.",
                new Dictionary<string, string> { ["waitedMinutes"] = minutes, ["limitPrice"] = DecimalText.Write(limit) });
        }

        var (code, because) = reason switch
        {
            TakeBackReason.Expired => (DenialCodes.EntryExpired, "it was not filled in the time that the strategy gives it"),
            TakeBackReason.Halt => (DenialCodes.TradingHalted, "trading was halted"),
            TakeBackReason.Paused => (DenialCodes.StrategyPaused, "the strategy was paused"),
            TakeBackReason.ExitOnly => (DenialCodes.StrategyExitOnly, "the strategy was set to take exits only"),
            TakeBackReason.DryRun => (DenialCodes.DryRun, "the strategy was made a dry run"),
            TakeBackReason.ForeignPosition => (
                DenialCodes.ForeignPosition, "somebody else opened a position in its symbol, and one position there cannot be told apart"),
            TakeBackReason.Signal => (DenialCodes.TradeCancelled, "an alert of the strategy closed, reversed or cancelled it"),
            TakeBackReason.Manual => (DenialCodes.TradeCancelled, "a person closed the trade"),
            _ => (DenialCodes.TradeCancelled, "the trade was closed"),
        };
        return new Denial(code, $"{NothingFilled}: {because}.");
    }

    /// <summary>What asked for the close, as the reason for taking the entry back.</summary>
    public static TakeBackReason ReasonOf(CloseReason? close) => close switch
    {
        CloseReason.Signal => TakeBackReason.Signal,
        CloseReason.Manual => TakeBackReason.Manual,
        CloseReason.Halt => TakeBackReason.Halt,
        _ => TakeBackReason.Closed,
    };
}
