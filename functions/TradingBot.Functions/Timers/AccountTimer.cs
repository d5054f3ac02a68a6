using TradingBot.Trading.Accounts;

namespace TradingBot.Functions.Timers;

/// <summary>Reads the account from the exchange so that everybody else can read it from the ledger.</summary>
public sealed class AccountTimer(AccountRefresh refresh)
{
    [Function(nameof(AccountTimer))]
    public Task RunAsync([TimerTrigger("%Schedules:Account%")] TimerInfo timer, CancellationToken token) => refresh.ReadAsync(token);
}
