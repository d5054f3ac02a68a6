using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;

namespace TradingBot.Trading.Alerts;

/// <summary>
/// Looks for alerts that did not come: links that are missing between those that did, and strategies from which none comes any more. It
/// tells of them and changes nothing: what the bot holds follows the alerts that arrived.
/// </summary>
public sealed class AlertWatch(ISignalJournal signals, IStrategyStore strategies, INotificationStore notices, TimeProvider time)
{
    // What is older was looked at before, or is of before the bot looked for it.
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        foreach (var strategy in (await signals.ListLatestAsync(now - Horizon, token)).GroupBy(static alert => alert.Strategy))
            await LookAsync([.. strategy], now, token);
        foreach (var stored in await strategies.ListAsync(token))
        {
            if (stored.SilentSince(now) is { } since)
                await notices.NotifyAsync(SignalNotices.Silent(stored.Strategy, since, stored.LastSignalAt), now, token);
        }
    }

    private async Task LookAsync(IReadOnlyList<SignalRecord> alerts, DateTimeOffset now, CancellationToken token)
    {
        var judged = MissedAlerts.Judge(alerts);
        foreach (var alert in alerts.Where(alert => alert.ReceivedAt >= now - Horizon && alert.ReceivedAt <= now - MissedAlerts.LateFor))
        {
            // One that came late has closed the gap: then there is none any more. Of what was before the oldest ones nothing is known here,
            // and what was found of them stays.
            if (!judged.TryGetValue(alert.Id, out var before) || before == alert.Missed)
                continue;
            // Told before it is noted: after a crash between the two it is noted again, and a notice of the same is there already.
            if (before is not null)
                await notices.NotifyAsync(SignalNotices.Missed(alert, before), now, token);
            await signals.NoteMissedAsync(alert.Id, before, token);
        }
    }
}
