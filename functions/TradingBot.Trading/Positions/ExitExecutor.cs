using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Drives a trade to flat: one exit order at a time, each with its own id, the next one only when the one before has ended, or was not seen
/// for longer than the exchange may take to accept it.
/// </summary>
public sealed class ExitExecutor(IExchange exchange, ITradeLedger ledger, INotificationStore notices, TimeProvider time)
{
    /// <summary>How long an order may stay invisible before it counts as never placed.</summary>
    public static readonly TimeSpan InvisibleFor = TimeSpan.FromSeconds(10);

    // Bookings and listings follow an order within moments; after these it is looked at calmly.
    private static readonly TimeSpan SoonFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    /// <returns>After how long to look again.</returns>
    public async Task<TimeSpan> DriveAsync(IPositionKeeping positions, TradeRecord trade, PositionState holding, CancellationToken token)
    {
        var orders = await ledger.ListOrdersAsync(trade.Id, token);
        var now = time.GetUtcNow();
        IReadOnlyList<OrderRecord> exits = [.. orders.Where(static order => order.Role == OrderRole.Exit)];
        if (holding.Quantity > 0 && ExitPolicy.NeedsHelp(exits, now))
            await notices.NotifyAsync(TradeNotices.ExitFailed(trade, exits.Count, exits[^1].Reason), now, token);
        var last = exits.Count == 0 ? null : exits[^1];
        if (last is not null && !last.Status.IsFinal())
            await GiveUpInvisibleAsync(trade, last, token);
        else if (holding.Quantity > 0 && exits.Count <= OrderLinkId.MaxAttempt)
            return await NextAsync(positions, trade, holding, exits, token);
        return now - (last?.CreatedAt ?? trade.CloseRequestedAt ?? now) < SoonFor ? Soon : Calm;
    }

    private async Task<TimeSpan> NextAsync(
        IPositionKeeping positions, TradeRecord trade, PositionState holding, IReadOnlyList<OrderRecord> exits, CancellationToken token)
    {
        var last = exits.Count == 0 ? null : exits[^1];
        var rest = last is null
            ? TimeSpan.Zero
            : last.UpdatedAt + ExitPolicy.PauseAfter(ExitPolicy.VainTries(exits)) - time.GetUtcNow();
        if (rest > TimeSpan.Zero)
            return rest < Soon ? Soon : rest < Calm ? rest : Calm;
        if (!await positions.ReleaseAsync(trade, token))
            return Soon;
        var market = await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync();
        var closesAll = trade.Category != Category.Spot && !holding.IsShared && holding.Quantity < (market?.MinQuantity ?? 0);
        var size = ExitPolicy.SizeOf(holding.Quantity, market, last, trade.EntryPrice ?? trade.ReferencePrice);
        var exit = new ExitOrder(size, exits.Count, closesAll);
        await SendAsync(trade, positions.ExitIntent(trade, exit), token);
        return Soon;
    }

    private async Task SendAsync(TradeRecord trade, OrderIntent intent, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var (_, isNew) = await ledger.IntendOrderAsync(trade.Id, OrderRole.Exit, intent, TradeEvents.ExitSent(intent), now, token);
        if (!isNew)
            return;
        var outcome = await exchange.PlaceOrderAsync(intent, token);
        var refused = outcome is SubmitOutcome.Rejected rejected ? TradeEvents.ExitRejected(rejected.Error) : null;
        await ledger.UpdateOrderAsync(trade.Id, outcome.UpdateOf(intent.LinkId), refused, time.GetUtcNow(), token);
    }

    // Fill sync has just looked for it; an order that stays unseen for long enough was never placed. Were it late all the same, reduce-only
    // keeps it from opening anything; on spot it finds the coins sold and is refused.
    private async Task GiveUpInvisibleAsync(TradeRecord trade, OrderRecord order, CancellationToken token)
    {
        var isUnseen = order.Status is OrderStatus.Sent or OrderStatus.Unknown;
        if (isUnseen && time.GetUtcNow() - order.UpdatedAt > InvisibleFor)
            await ledger.UpdateOrderAsync(
                trade.Id, new OrderUpdate(order.LinkId, OrderStatus.NotPlaced), line: null, time.GetUtcNow(), token);
    }
}
