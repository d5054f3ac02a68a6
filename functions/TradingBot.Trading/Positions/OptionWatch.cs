using System.Collections.Concurrent;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Trades;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Tells of an option that could not be looked at for a while: nobody but the bot keeps its stop. How long it was so is remembered by the
/// process alone; another one counts anew.
/// </summary>
public sealed class OptionWatch(INotificationStore notices, TimeProvider time)
{
    private static readonly TimeSpan ToldAfter = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<TradeId, DateTimeOffset> _unseenSince = new();

    public void NoteSeen(TradeId id) => _unseenSince.TryRemove(id, out _);

    /// <param name="trade">As last read from the ledger.</param>
    /// <param name="why">What the exchange said.</param>
    /// <param name="token">Ends the wait.</param>
    public async Task NoteUnseenAsync(TradeRecord trade, string why, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(trade);
        var now = time.GetUtcNow();
        if (trade is not { Category: Category.Option, OpenQuantity: > 0 })
            return;
        var since = _unseenSince.GetOrAdd(trade.Id, now);
        if (now - since >= ToldAfter)
            await notices.NotifyAsync(TradeNotices.StopUnwatched(trade, since, why), now, token);
    }
}
