using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>The lines of a trade's story about its stop.</summary>
public static partial class TradeEvents
{
    public static NewTradeEvent StopSent(OrderIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        return new(
            TradeEventKinds.StopSent, "Stop order sent.", Data(("orderLinkId", intent.LinkId), ("triggerPrice", intent.TriggerPrice)));
    }

    /// <summary>A stop-loss that is no order of its own, or an order's new trigger.</summary>
    public static NewTradeEvent StopAsked(decimal stop) =>
        new(TradeEventKinds.StopSent, $"Stop-loss sent: {DecimalText.Write(stop)}.", Data(("stopLoss", stop)));

    /// <summary>The answer to a stop-loss that was sent.</summary>
    public static NewTradeEvent StopAnswered(SubmitOutcome outcome) => outcome switch
    {
        SubmitOutcome.Accepted => new(TradeEventKinds.StopAccepted, "The exchange took the stop-loss."),
        SubmitOutcome.Rejected { Error: var error } =>
            new(TradeEventKinds.StopRefused, $"The exchange refused the stop-loss: {error.Message}", Data(error)),
        SubmitOutcome.Unknown { Error: var error } =>
            new(TradeEventKinds.StopUnknown, "No clear answer to the stop-loss: asking the exchange what stands.", Data(error)),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Unknown submit outcome."),
    };

    /// <param name="category">Of an option the bot itself keeps the stop.</param>
    /// <param name="stop">Where it stands.</param>
    public static NewTradeEvent StopConfirmed(Category category, decimal stop) => new(
        TradeEventKinds.StopConfirmed,
        category == Category.Option
            ? $"Stop-loss kept by the bot: it closes the option once its mark price is at {DecimalText.Write(stop)} or below."
            : "Stop-loss confirmed at the exchange.",
        Data(("stopLoss", stop)));

    public static NewTradeEvent StopMoved(decimal stop, decimal? before) => new(
        TradeEventKinds.StopMoved,
        $"The stop-loss at the exchange was moved{(before is { } old ? $" from {DecimalText.Write(old)}" : "")} to {DecimalText.Write(stop)}.",
        Data(("stopLoss", stop), ("before", before)));

    public static NewTradeEvent StopRequestedByPerson(string actor, string? reason, decimal stop) => new(
        TradeEventKinds.StopRequested,
        $"Stop-loss at {DecimalText.Write(stop)} requested by {actor}{(reason is null ? "." : $": {reason}")}",
        Data(("by", actor), ("reason", reason), ("stopLoss", stop)));

    /// <param name="stop">Where it stands now.</param>
    /// <param name="asked">Where the rules or a person want it: there, or nearer still by now.</param>
    /// <param name="before">Where it stood until now.</param>
    public static NewTradeEvent StopTightened(decimal stop, AskedStop asked, decimal? before)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var isThere = stop == asked.Price;
        return new(
            TradeEventKinds.StopTightened,
            $"The stop-loss stands at {DecimalText.Write(stop)}: "
                + (isThere ? $"{Why(asked.Cause)}." : $"on its way to {DecimalText.Write(asked.Price)}, where it is wanted by now."),
            Data(("stopLoss", stop), ("before", before), ("cause", isThere ? EnumNames.Write(asked.Cause) : null)),
            $"stopTightened:{DecimalText.Write(stop)}");
    }

    /// <summary>The rules want the stop where the price has been since, so it would have been hit there.</summary>
    /// <param name="move">Where it was to stand, and why.</param>
    /// <param name="price">The price now.</param>
    public static NewTradeEvent CloseDueByMovedStop(StopMove move, decimal price)
    {
        ArgumentNullException.ThrowIfNull(move);
        return Due(
            CloseReason.StopLoss,
            $"The price is {DecimalText.Write(price)}, beyond {DecimalText.Write(move.Price)}, where the stop-loss was to stand: "
                + $"{Why(move.Cause)}. Closing at market.");
    }

    private static string Why(StopMoveCause cause) => cause switch
    {
        StopMoveCause.BreakEven => "moved to break-even",
        StopMoveCause.Trailing => "it follows the best price",
        StopMoveCause.Target => "it follows the targets",
        StopMoveCause.Manual => "moved by hand",
        StopMoveCause.Addition => "the position was added to",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "Unknown cause of a stop's move."),
    };

    /// <param name="stop">The looser price that stands.</param>
    /// <param name="planned">The price it is put back to.</param>
    public static NewTradeEvent StopLoosened(decimal stop, decimal? planned) => new(
        TradeEventKinds.StopLoosened,
        "The stop-loss at the exchange was moved looser than it is to stand: putting it back.",
        Data(("stopLoss", stop), ("planned", planned)));

    /// <summary>Nobody moved it: a fill of the entry, which carries the planned stop.</summary>
    /// <param name="stop">The planned stop, which stands.</param>
    /// <param name="moved">Where it had been moved to.</param>
    public static NewTradeEvent StopReset(decimal stop, decimal? moved) => new(
        TradeEventKinds.StopLoosened,
        "A fill of the entry has set the stop-loss back to the planned one: moving it again.",
        Data(("stopLoss", stop), ("planned", moved)));

    public static NewTradeEvent StopMissing(decimal? planned) =>
        new(TradeEventKinds.StopMissing, "The position has no stop at the exchange: setting it.", Data(("stopLoss", planned)));

    /// <summary>Of a spot trade the stop for some of the coins is gone.</summary>
    /// <param name="bare">For how much none stands; base coin.</param>
    /// <param name="held">How much is there.</param>
    /// <param name="planned">Where it is to stand.</param>
    public static NewTradeEvent StopPartMissing(decimal bare, decimal held, decimal? planned) => new(
        TradeEventKinds.StopMissing,
        $"For {DecimalText.Write(bare)} of the {DecimalText.Write(held)} that are held no stop stands at the exchange any more: setting "
            + "it.",
        Data(("stopLoss", planned), ("quantity", bare), ("held", held)));

    /// <summary>Coins were bought, and the stop stands for those of before.</summary>
    /// <param name="bare">For how much none stands yet; base coin.</param>
    /// <param name="held">How much is there.</param>
    public static NewTradeEvent StopIncomplete(decimal bare, decimal held) => new(
        TradeEventKinds.StopIncomplete,
        $"The stop-loss does not cover {DecimalText.Write(bare)} of the {DecimalText.Write(held)} that are held yet: setting it for them.",
        Data(("quantity", bare), ("held", held)));

    /// <param name="stop">The price, of the loosest where several stand.</param>
    /// <param name="held">How much is there; base coin.</param>
    public static NewTradeEvent StopCompleted(decimal stop, decimal held) => new(
        TradeEventKinds.StopCompleted,
        $"The stop-loss covers all {DecimalText.Write(held)} that are held.",
        Data(("stopLoss", stop), ("held", held)));

    /// <param name="guarded">For how much stops stand; base coin.</param>
    /// <param name="held">How much is there.</param>
    public static NewTradeEvent StopTooLarge(decimal guarded, decimal held) => new(
        TradeEventKinds.StopTooLarge,
        $"The stop-loss is for {DecimalText.Write(guarded)} and only {DecimalText.Write(held)} is there: setting it anew for that.",
        Data(("quantity", guarded), ("held", held)));

    public static NewTradeEvent StopRestored(decimal stop) =>
        new(TradeEventKinds.StopRestored, "The missing stop-loss stands again at the exchange.", Data(("stopLoss", stop)));

    /// <param name="stop">The price that stands again.</param>
    /// <param name="looser">Where it had been moved to.</param>
    public static NewTradeEvent StopPutBack(decimal stop, decimal? looser) => new(
        TradeEventKinds.StopRestored,
        "The stop-loss stands again where it is to stand.",
        Data(("stopLoss", stop), ("before", looser)));
}
