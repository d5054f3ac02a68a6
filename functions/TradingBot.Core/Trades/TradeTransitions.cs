using static TradingBot.Core.Trades.TradeStatus;

namespace TradingBot.Core.Trades;

/// <summary>
/// The one table of a trade's life: where it stood, what happened, where it stands now. Its life runs forward only. Facts from the exchange
/// may arrive late and then change nothing; asking an ended trade to close, or ending it again, is refused.
/// </summary>
public static class TradeTransitions
{
    private static readonly TradeStatus[] AllStatuses = Enum.GetValues<TradeStatus>();

    private static readonly Dictionary<(TradeStatus Current, TradeCause Cause), TradeStatus> Table = Build();

    /// <exception cref="InvalidOperationException">The cause cannot happen to a trade of that status.</exception>
    public static TradeStatus Next(TradeStatus current, TradeCause cause) =>
        TryNext(current, cause, out var next)
            ? next
            : throw new InvalidOperationException($"A trade that is {current} takes no {cause}.");

    /// <summary>False when the trade takes no such cause; the status then stays as it is.</summary>
    public static bool TryNext(TradeStatus current, TradeCause cause, out TradeStatus next)
    {
        if (Table.TryGetValue((current, cause), out next)) return true;
        next = current;
        return false;
    }

    /// <summary>
    /// Every status that takes the cause, each with the status it leads to, in the order of the enum; those that stay as they are included.
    /// </summary>
    public static IReadOnlyList<(TradeStatus Expected, TradeStatus Next)> Of(TradeCause cause) =>
        [.. AllStatuses.Where(status => Table.ContainsKey((status, cause))).Select(status => (status, Table[(status, cause)]))];

    private static Dictionary<(TradeStatus Current, TradeCause Cause), TradeStatus> Build()
    {
        var table = new Dictionary<(TradeStatus Current, TradeCause Cause), TradeStatus>();

        Moves(TradeCause.EntryAccepted, Opening, Pending);
        Stays(TradeCause.EntryAccepted, Opening, Open, Closing, Closed, Failed);

        // The fill may be seen before the acceptance is.
        Moves(TradeCause.EntryFilled, Open, Pending, Opening);
        Stays(TradeCause.EntryFilled, Open, Closing, Closed, Failed);
        Moves(TradeCause.EntryFilledAfterCloseRequest, Closing, Pending, Opening, Open);
        Stays(TradeCause.EntryFilledAfterCloseRequest, Closing, Closed, Failed);

        // Without a position there is nothing to close yet: the request is noted, and the first fill finds it.
        Moves(TradeCause.CloseRequested, Closing, Open);
        Stays(TradeCause.CloseRequested, Pending, Opening, Closing);

        Moves(TradeCause.Settled, Closed, Pending, Opening, Open, Closing);
        Moves(TradeCause.EntryFailed, Failed, Pending, Opening, Open, Closing);
        return table;

        void Moves(TradeCause cause, TradeStatus to, params ReadOnlySpan<TradeStatus> from)
        {
            foreach (var status in from) table.Add((status, cause), to);
        }

        void Stays(TradeCause cause, params ReadOnlySpan<TradeStatus> statuses)
        {
            foreach (var status in statuses) table.Add((status, cause), status);
        }
    }
}
