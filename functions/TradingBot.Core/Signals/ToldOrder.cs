namespace TradingBot.Core.Signals;

/// <summary>
/// What some alerts of one strategy and symbol tell of their order: the moments at which they fired, and, of those of one second, how the
/// positions that they name chain: the order in which most of them begin with what the one before left is the right one. Where as many
/// chain in several orders, the one that begins with what the first of them that was carried out found is right; else the alerts leave
/// it open.
/// </summary>
internal sealed class ToldOrder
{
    private readonly Dictionary<SignalRecord, SecondOfAlerts> _seconds = new(ReferenceEqualityComparer.Instance);

    /// <param name="all">The alerts, each once, whatever became of them.</param>
    public ToldOrder(IEnumerable<SignalRecord> all)
    {
        // A time to come tells nothing of the order: it counts as the arrival.
        var seconds = all.Where(static record => record.Signal?.Position is not null && record.Signal.FiredAt <= record.ReceivedAt)
            .GroupBy(static record => record.Signal!.FiredAt!.Value)
            .Select(static second => new SecondOfAlerts([.. second]));
        foreach (var second in seconds)
        {
            foreach (var record in second.Alerts)
                _seconds[record] = second;
        }
    }

    /// <summary>Negative when the alerts tell that the first of the two came first, zero when they leave it open.</summary>
    public int Compare(SignalRecord one, SignalRecord other)
    {
        if (one.Signal is not { } signal || other.Signal is not { } another)
            return 0;
        if (_seconds.TryGetValue(one, out var second) && _seconds.TryGetValue(other, out var its) && second == its)
            return second.Compare(one, other);
        var (first, then) = (
            SignalSequence.StretchOf(signal.FiredAt, one.ReceivedAt), SignalSequence.StretchOf(another.FiredAt, other.ReceivedAt));
        if (first.Last < then.First)
            return -1;
        return then.Last < first.First ? 1 : 0;
    }

    private sealed class SecondOfAlerts
    {
        // Every order is looked at. More alerts of one market within a second go by their arrival.
        private const int MostOrdered = 6;

        private const int Link = 2;
        private const int Start = 1;

        private readonly TargetPosition? _found;
        private readonly int[,] _best;

        public SecondOfAlerts(IReadOnlyList<SignalRecord> alerts)
        {
            Alerts = alerts;
            _found = alerts.Where(static alert => alert.DecidedAt is not null).OrderBy(static alert => alert.DecidedAt)
                .Select(static alert => alert.Found).FirstOrDefault(static found => found is not null);
            _best = new int[alerts.Count, alerts.Count];
            if (alerts.Count is > 1 and <= MostOrdered)
                Try([], score: 0);
        }

        public IReadOnlyList<SignalRecord> Alerts { get; }

        // By the best order in which each of the two comes first.
        public int Compare(SignalRecord one, SignalRecord other)
        {
            var (first, second) = (IndexOf(one), IndexOf(other));
            return _best[second, first].CompareTo(_best[first, second]);
        }

        private int IndexOf(SignalRecord record)
        {
            for (var at = 0; at < Alerts.Count; at++)
            {
                if (ReferenceEquals(Alerts[at], record)) return at;
            }

            throw new ArgumentException("The alert is not one of this second.", nameof(record));
        }

        private void Try(List<int> order, int score)
        {
            if (order.Count == Alerts.Count)
            {
                Note(order, score);
                return;
            }

            for (var next = 0; next < Alerts.Count; next++)
            {
                if (order.Contains(next))
                    continue;
                var gain = order.Count == 0 ? GainOfStart(next) : Chains(order[^1], next) ? Link : 0;
                order.Add(next);
                Try(order, score + gain);
                order.RemoveAt(order.Count - 1);
            }
        }

        private void Note(List<int> order, int score)
        {
            for (var first = 0; first < order.Count; first++)
            {
                for (var then = first + 1; then < order.Count; then++)
                    _best[order[first], order[then]] = Math.Max(_best[order[first], order[then]], score);
            }
        }

        private int GainOfStart(int first) => _found is { } found && Alerts[first].Signal!.PrevPosition == found ? Start : 0;

        private bool Chains(int one, int next) =>
            SimulatedMove.MayBeginAt(Alerts[next].Signal!, Alerts[one].Signal!.Position!.Value);
    }
}
