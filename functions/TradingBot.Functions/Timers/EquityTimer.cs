using TradingBot.Functions.Trading;

namespace TradingBot.Functions.Timers;

/// <summary>Adds a point to the equity curve.</summary>
public sealed class EquityTimer(AccountWatch watch)
{
    [Function(nameof(EquityTimer))]
    public Task RunAsync([TimerTrigger("%Schedules:Equity%")] TimerInfo timer, CancellationToken token) => watch.AddEquityPointAsync(token);
}
