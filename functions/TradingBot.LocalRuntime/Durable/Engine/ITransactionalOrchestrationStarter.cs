using Npgsql;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Starts an orchestration inside the caller's transaction: both become true together, or neither does.</summary>
public interface ITransactionalOrchestrationStarter
{
    /// <summary>False when an instance with this id exists in any status. The worker wakes when the transaction commits.</summary>
    Task<bool> ScheduleAsync(
        NpgsqlTransaction transaction, string orchestratorName, string instanceId, object? input, CancellationToken token);
}
