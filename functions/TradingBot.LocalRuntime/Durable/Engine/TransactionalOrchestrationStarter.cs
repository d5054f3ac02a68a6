using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Npgsql;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

internal sealed class TransactionalOrchestrationStarter(ClientStore store, TimeProvider time) : ITransactionalOrchestrationStarter
{
    public Task<bool> ScheduleAsync(
        NpgsqlTransaction transaction, string orchestratorName, string instanceId, object? input, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName);
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var now = time.GetUtcNow();
        var start = new NewInstance(instanceId, orchestratorName, JsonDataConverter.Default.Serialize(input), now, now)
        {
            TraceParent = DurableTelemetry.CurrentTraceParent(),
            Refuse = StartOrchestrationOptionsExtensions.ValidDedupeStatuses,
        };
        return store.StartAsync(start, notify: true, transaction, token);
    }
}
