using TradingBot.Bybit.Positions;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Streams;

/// <summary>
/// Publishes what stream and re-read found out about the account: each fill once, nothing stale, nothing unchanged.
/// </summary>
internal sealed class AccountEventPublisher(StreamHub hub, PositionModes modes)
{
    private readonly Lock _lock = new();
    private readonly ExecutionDeduplicator _executions = new();
    private readonly OrderDeduplicator _orders = new();
    private readonly PositionDeduplicator _positions = new(modes);
    private readonly WalletMerger _wallet = new();

    public IReadOnlyList<ExchangeOrder> OpenOrders
    {
        get
        {
            lock (_lock)
                return _orders.Open;
        }
    }

    public IReadOnlyList<(Category Category, Symbol Symbol, PositionLeg Leg)> OpenPositions
    {
        get
        {
            lock (_lock)
                return _positions.Open;
        }
    }

    public void Publish(ExchangeExecution execution)
    {
        lock (_lock)
        {
            if (_executions.IsNew(execution))
                hub.Publish(new ExchangeEvent.Executed(execution));
        }
    }

    public void Publish(ExchangeOrder order)
    {
        lock (_lock)
        {
            if (_orders.IsNew(order))
                hub.Publish(new ExchangeEvent.OrderChanged(order));
        }
    }

    /// <exception cref="WireFormatException">The row lacks what a position must have.</exception>
    public void Publish(Category category, WirePosition row)
    {
        lock (_lock)
        {
            if (_positions.Read(category, row) is { } changed)
                hub.Publish(changed);
        }
    }

    /// <summary>For a leg that the exchange has no row of any more.</summary>
    public void PublishFlat(Category category, Symbol symbol, PositionLeg leg)
    {
        lock (_lock)
        {
            if (_positions.Close(category, symbol, leg) is { } changed)
                hub.Publish(changed);
        }
    }

    public void Publish(AccountBalance balance, DateTimeOffset at, bool isWhole)
    {
        lock (_lock)
        {
            if (_wallet.Merge(balance, at, isWhole) is { } changed)
                hub.Publish(new ExchangeEvent.WalletChanged(changed));
        }
    }
}
