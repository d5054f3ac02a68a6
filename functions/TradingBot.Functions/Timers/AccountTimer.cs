using TradingBot.Functions.Trading;

namespace TradingBot.Functions.Timers;

/// <summary>Reads the account from the exchange so that everybody else can read it from the ledger.</summary>
public sealed class AccountTimer(AccountWatch watch)
{
    [Function(nameof(AccountTimer))]
    public Task RunAsync([TimerTrigger("%Schedules:Account%")] TimerInfo timer, CancellationToken token) => watch.ReadAsync(token);
}
