using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Streams;

/// <summary>Lets each execution through once, whichever road it comes by. Not thread-safe.</summary>
internal sealed class ExecutionDeduplicator
{
    // Far more than any re-read reaches back over.
    private const int Remembered = 50_000;

    private readonly HashSet<(Category Category, string ExecId)> _seen = [];
    private readonly Queue<(Category Category, string ExecId)> _order = new();

    public bool IsNew(ExchangeExecution execution)
    {
        var key = (execution.Category, execution.ExecId);
        if (!_seen.Add(key))
            return false;

        _order.Enqueue(key);
        if (_order.Count > Remembered)
            _seen.Remove(_order.Dequeue());
        return true;
    }
}
