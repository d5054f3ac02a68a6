using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.State;

/// <summary>What the last minute changed, so that a lagging query can be answered as of a moment ago.</summary>
internal sealed class RecentPast
{
    public static readonly TimeSpan Reach = TimeSpan.FromMinutes(1);

    private readonly Queue<(DateTimeOffset At, RowChange Change)> _changes = new();

    public void Add(DateTimeOffset now, IEnumerable<RowChange> changes)
    {
        foreach (var change in changes.Where(change => change.After is not (MarketState or Meta)))
            _changes.Enqueue((now, change));
        while (_changes.TryPeek(out var oldest) && oldest.At < now - Reach)
            _changes.Dequeue();
    }

    public void Clear() => _changes.Clear();

    public ExchangeState AsOf(DateTimeOffset time, ExchangeState state) =>
        state.Without(_changes.Reverse().TakeWhile(change => change.At > time).Select(change => change.Change));
}
