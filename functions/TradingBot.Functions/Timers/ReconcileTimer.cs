using TradingBot.Trading.Alerts;
using TradingBot.Trading.Reconciliation;

namespace TradingBot.Functions.Timers;

/// <summary>
/// Looks for alerts that did not come, compares the exchange with the ledger, and books the funding that it listed late.
/// </summary>
public sealed class ReconcileTimer(AlertWatch alerts, AccountReconciliation reconciliation, LateFunding funding)
{
    [Function(nameof(ReconcileTimer))]
    public async Task RunAsync([TimerTrigger("%Schedules:Reconcile%")] TimerInfo timer, CancellationToken token)
    {
        // First, and without the exchange: while that is away alerts are missed as well.
        await alerts.RunAsync(token);
        await reconciliation.RunAsync(token);
        await funding.RunAsync(token);
    }
}
