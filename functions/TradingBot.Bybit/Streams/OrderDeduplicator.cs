using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Streams;

/// <summary>Lets an order through when it is further than it was last seen, and knows which are still open. Not thread-safe.</summary>
internal sealed class OrderDeduplicator
{
    private const int FinishedRemembered = 20_000;

    private readonly Dictionary<(Category Category, string ExchangeOrderId), ExchangeOrder> _last = [];
    private readonly Queue<(Category Category, string ExchangeOrderId)> _finished = new();

    public IReadOnlyList<ExchangeOrder> Open => [.. _last.Values.Where(static order => !order.Status.IsFinal())];

    public bool IsNew(ExchangeOrder order)
    {
        var key = (order.Category, order.ExchangeOrderId);
        if (_last.TryGetValue(key, out var last) && !IsFurther(last, order))
            return false;

        _last[key] = order;
        if (order.Status.IsFinal() && (last is null || !last.Status.IsFinal()))
            Forget(key);
        return true;
    }

    // Cancel and fill may cross and report the same end twice, at two times.
    private static bool IsFurther(ExchangeOrder last, ExchangeOrder now)
    {
        if (now.FilledQuantity < last.FilledQuantity || now.UpdatedAt < last.UpdatedAt)
            return false;
        var isSameEnd = last.Status.IsFinal() && now.Status == last.Status && now.FilledQuantity == last.FilledQuantity;
        return !isSameEnd && now with { UpdatedAt = last.UpdatedAt } != last;
    }

    private void Forget((Category Category, string ExchangeOrderId) finished)
    {
        _finished.Enqueue(finished);
        if (_finished.Count > FinishedRemembered)
            _last.Remove(_finished.Dequeue());
    }
}
