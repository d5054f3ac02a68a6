using TradingBot.Trading.Reconciliation;

namespace TradingBot.Functions.Timers;

/// <summary>Compares the exchange with the ledger.</summary>
public sealed class ReconcileTimer(AccountReconciliation reconciliation)
{
    [Function(nameof(ReconcileTimer))]
    public Task RunAsync([TimerTrigger("%Schedules:Reconcile%")] TimerInfo timer, CancellationToken token) =>
        reconciliation.RunAsync(token);
}
