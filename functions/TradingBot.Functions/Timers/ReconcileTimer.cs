using TradingBot.Trading.Reconciliation;

namespace TradingBot.Functions.Timers;

/// <summary>Compares the exchange with the ledger, and books the funding that it listed late.</summary>
public sealed class ReconcileTimer(AccountReconciliation reconciliation, LateFunding funding)
{
    [Function(nameof(ReconcileTimer))]
    public async Task RunAsync([TimerTrigger("%Schedules:Reconcile%")] TimerInfo timer, CancellationToken token)
    {
        await reconciliation.RunAsync(token);
        await funding.RunAsync(token);
    }
}
