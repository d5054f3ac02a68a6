using static TradingBot.LocalRuntime.Durable.Orchestrations.OutboundAction;

namespace TradingBot.LocalRuntime.Durable.Orchestrations;

/// <summary>
/// Which stored timers nobody waits for any more. Cancelling a timer gives no action, and the id of a timer is known only from the step's
/// actions: the two are brought together by the time at which the timer fires.
/// </summary>
internal sealed class TimerTracker
{
    private readonly List<Timer> _unnumbered = [];
    private readonly HashSet<Timer> _open = [];
    private List<int> _cancelled = [];

    public Timer Add(DateTime fireAt)
    {
        var timer = new Timer(fireAt);
        _unnumbered.Add(timer);
        _open.Add(timer);
        return timer;
    }

    public void Close(Timer timer, bool isCancelled)
    {
        _open.Remove(timer);
        timer.IsCancelled = isCancelled;
        if (isCancelled && timer.Id is { } id) _cancelled.Add(id);
    }

    /// <summary>Gives the timers made since the last call their ids and tells which stored ones were cancelled since then.</summary>
    public IReadOnlyList<int> EndStep(IEnumerable<OutboundAction> actions)
    {
        if (_unnumbered.Count > 0) Number(actions.OfType<StartTimer>().ToLookup(timer => timer.FireAt));
        var cancelled = _cancelled;
        _cancelled = [];
        return cancelled;
    }

    private void Number(ILookup<DateTime, StartTimer> started)
    {
        foreach (var group in _unnumbered.GroupBy(timer => timer.FireAt))
        {
            // A pause of a retry that happens to end at the same moment can't be told apart: then each message simply comes in its time.
            var ids = started[group.Key].Select(timer => timer.TaskId).ToList();
            if (ids.Count != group.Count()) continue;
            foreach (var (timer, id) in group.Zip(ids))
            {
                timer.Id = id;
                if (timer.IsCancelled) _cancelled.Add(id);
            }
        }

        _unnumbered.Clear();
    }

    internal sealed class Timer(DateTime fireAt)
    {
        public DateTime FireAt { get; } = fireAt;

        public int? Id { get; set; }

        public bool IsCancelled { get; set; }
    }
}
