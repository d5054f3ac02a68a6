using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Signals;

/// <summary>
/// Finds where alerts seem to be missing: one begins with another position than the last one before it left. An alert that tells where its
/// order began and what it left is a link of a chain; between two links that do not meet, another one was.
/// </summary>
/// <remarks>
/// It is a suspicion: a strategy whose alert was set up anew in TradingView, or whose settings were changed there, begins with another
/// simulation. What became of the alerts here makes no difference, since TradingView's simulation goes on all the same.
/// </remarks>
public static class MissedAlerts
{
    /// <summary>Younger alerts are not judged: what is missing before them may still be on its way.</summary>
    public static readonly TimeSpan LateFor = TimeSpan.FromSeconds(30);

    // Every order of so many is looked at; of more within a second it is not known which came first.
    private const int MostOrdered = 6;

    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    /// <param name="alerts">Of one strategy, in any order; those that could not be read among them.</param>
    /// <returns>
    /// For each alert that can be judged what is missing before it, null where nothing is. Those that say nothing of what they began with,
    /// or before which nothing is known, are not among them.
    /// </returns>
    public static IReadOnlyDictionary<SignalId, MissedBefore?> Judge(IReadOnlyList<SignalRecord> alerts)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        var judged = new Dictionary<SignalId, MissedBefore?>();
        foreach (var symbol in alerts.Select(static alert => alert.Signal?.Symbol).OfType<Symbol>().Distinct())
        {
            // One that could not be read may have been of any symbol; a dry run that the sender asks for is no order of its simulation.
            var chain = alerts
                .Where(alert => alert.Signal is not { } signal || (signal.Symbol == symbol && !signal.DryRun))
                .OrderBy(MomentOf).ThenBy(static alert => alert.ReceivedAt).ToList();
            Left? state = null;
            for (var at = 0; at < chain.Count;)
            {
                var together = chain.Skip(at).TakeWhile(alert => MomentOf(alert) - MomentOf(chain[at]) < Together).ToList();
                state = together.Count > MostOrdered ? null : Walk(BestOrder(together, state), state, judged);
                at += together.Count;
            }
        }

        return judged;
    }

    private static DateTimeOffset MomentOf(SignalRecord alert) => SignalSequence.MomentOf(alert.Signal?.FiredAt, alert.ReceivedAt);

    private static Left? Walk(IReadOnlyList<SignalRecord> order, Left? state, Dictionary<SignalId, MissedBefore?> judged)
    {
        foreach (var alert in order)
        {
            if (state is { } before && alert.Signal is { PrevPosition: { } began } signal)
                judged[alert.Id] = MissingBetween(before, began, signal.PrevPositionSize);
            state = LeftBy(alert);
        }

        return state;
    }

    // Those that fire together arrive in any order: the one in which the fewest links are missing is taken for theirs.
    private static List<SignalRecord> BestOrder(List<SignalRecord> together, Left? state)
    {
        if (together.Count == 1)
            return together;
        var (best, fewest) = (together, int.MaxValue);
        Try([], [.. together]);
        return best;

        void Try(List<SignalRecord> order, List<SignalRecord> rest)
        {
            if (rest.Count == 0)
            {
                var judged = new Dictionary<SignalId, MissedBefore?>();
                Walk(order, state, judged);
                var missing = judged.Values.Count(static before => before is not null);
                if (missing < fewest)
                    (best, fewest) = ([.. order], missing);
                return;
            }

            for (var next = 0; next < rest.Count; next++)
            {
                var alert = rest[next];
                order.Add(alert);
                rest.RemoveAt(next);
                Try(order, rest);
                rest.Insert(next, alert);
                order.RemoveAt(order.Count - 1);
            }
        }
    }

    private static MissedBefore? MissingBetween(Left before, TargetPosition began, decimal? beganSize)
    {
        var isOtherSize = began != TargetPosition.Flat && before.Size is { } left && beganSize is { } size && left != size;
        return began == before.Position && !isOtherSize
            ? null
            : new MissedBefore(before.Alert, before.At, before.Position, before.Size, began, beganSize);
    }

    // Null where nothing is known of it any more.
    private static Left? LeftBy(SignalRecord alert) => alert.Signal is { Position: { } position } signal
        ? new Left(alert.Id, MomentOf(alert), position, signal.PositionSize)
        : null;

    private sealed record Left(SignalId Alert, DateTimeOffset At, TargetPosition Position, decimal? Size);
}
