using TradingBot.Trading.Accounts;

namespace TradingBot.Functions.Timers;

/// <summary>
/// Reads the account from the exchange so that everybody else can read it from the ledger, and notes whether the exchange answers at all.
/// </summary>
public sealed class AccountTimer(AccountRefresh refresh, ExchangeWatch watch)
{
    // One timer for both: on Azure each timer has an instance of its own, which is paid for while it fires every few seconds.
    [Function(nameof(AccountTimer))]
    public Task RunAsync([TimerTrigger("%Schedules:Account%")] TimerInfo timer, CancellationToken token) =>
        watch.DuringAsync(refresh.RefreshAsync, token);
}
