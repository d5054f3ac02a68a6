using TradingBot.Trading.Notifications;

namespace TradingBot.Functions.Timers;

/// <summary>Sends what waits to be told by e-mail.</summary>
public sealed class NotificationTimer(NotificationDispatcher dispatcher)
{
    [Function(nameof(NotificationTimer))]
    public Task RunAsync([TimerTrigger("%Schedules:Notifications%")] TimerInfo timer, CancellationToken token) => dispatcher.RunAsync(token);
}
