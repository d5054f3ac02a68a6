namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>One activity to run. Its id names it to the database; instance, run and task id say where the result goes.</summary>
internal sealed record ActivityWork(
    Guid Id, string InstanceId, Guid ExecutionId, int TaskId, string Name, string? Input, string? TraceParent);
