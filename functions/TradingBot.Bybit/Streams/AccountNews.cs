using TradingBot.Bybit.Positions;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Streams;

/// <summary>
/// The one door through which stream and re-read tell the listeners of the account: each fill once, nothing stale, nothing unchanged.
/// </summary>
internal sealed class AccountNews(StreamHub hub, PositionModes modes)
{
    private readonly Lock _lock = new();
    private readonly ExecutionNews _executions = new();
    private readonly OrderNews _orders = new();
    private readonly PositionNews _positions = new(modes);
    private readonly WalletNews _wallet = new();

    public IReadOnlyList<VenueOrder> OpenOrders
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

    public void Tell(VenueExecution execution)
    {
        lock (_lock)
        {
            if (_executions.IsNew(execution))
                hub.Publish(new VenueEvent.Executed(execution));
        }
    }

    public void Tell(VenueOrder order)
    {
        lock (_lock)
        {
            if (_orders.IsNew(order))
                hub.Publish(new VenueEvent.OrderChanged(order));
        }
    }

    /// <exception cref="WireFormatException">The row lacks what a position must have.</exception>
    public void Tell(Category category, WirePosition row)
    {
        lock (_lock)
        {
            if (_positions.Read(category, row) is { } changed)
                hub.Publish(changed);
        }
    }

    public void Tell(AccountBalance balance, DateTimeOffset at, bool isWhole)
    {
        lock (_lock)
        {
            if (_wallet.Merge(balance, at, isWhole) is { } changed)
                hub.Publish(new VenueEvent.WalletChanged(changed));
        }
    }
}
