using TradingBot.Trading.Accounts;

namespace TradingBot.Functions.Timers;

/// <summary>Adds a point to the equity curve.</summary>
public sealed class EquityTimer(AccountRefresh refresh)
{
    [Function(nameof(EquityTimer))]
    public Task RunAsync([TimerTrigger("%Schedules:Equity%")] TimerInfo timer, CancellationToken token) => refresh.AddEquityPointAsync(token);
}
