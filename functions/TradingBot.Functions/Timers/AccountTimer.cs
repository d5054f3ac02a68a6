using TradingBot.Trading.Accounts;

namespace TradingBot.Functions.Timers;

/// <summary>Reads the account from the exchange so that everybody else can read it from the ledger.</summary>
public sealed class AccountTimer(AccountRefresh watch)
{
    [Function(nameof(AccountTimer))]
    public Task RunAsync([TimerTrigger("%Schedules:Account%")] TimerInfo timer, CancellationToken token) => watch.ReadAsync(token);
}
