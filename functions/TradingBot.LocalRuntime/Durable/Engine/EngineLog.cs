using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace TradingBot.LocalRuntime.Durable.Engine;

internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Warning, "The durable engine's {Loop} failed, as when the database is away; it tries again.")]
    public static partial void DatabaseUnreachable(ILogger logger, string loop, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "A step of {InstanceId} could not be stored; it is repeated.")]
    public static partial void StepRepeated(ILogger logger, string instanceId, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "Instance {InstanceId} is parked until {Until:o}: {Reason}")]
    public static partial void Parked(ILogger logger, string instanceId, DateTimeOffset until, string reason, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "The lease on activity {Activity} of {InstanceId} is lost; it will run again.")]
    public static partial void LeaseLost(ILogger logger, string activity, string instanceId);

    [LoggerMessage(5, LogLevel.Information, "Activity {Activity} of {InstanceId} was abandoned and will run again.")]
    public static partial void Abandoned(ILogger logger, string activity, string instanceId);

    [LoggerMessage(6, LogLevel.Warning, "Activity {Activity} of {InstanceId} failed.")]
    public static partial void ActivityFailed(ILogger logger, string activity, string instanceId, Exception exception);

    [LoggerMessage(7, LogLevel.Error, "Orchestration {InstanceId} failed: {Failure}")]
    public static partial void OrchestrationFailed(ILogger logger, string instanceId, TaskFailureDetails? failure);

    [LoggerMessage(8, LogLevel.Debug, "Another worker moved {InstanceId} on; it is loaded again.")]
    public static partial void Overtaken(ILogger logger, string instanceId);
}
