using DurableTask.Core;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;

namespace TradingBot.LocalRuntime.Durable.Orchestrations;

/// <summary>Failures as the client and the tables have them, and as the Durable Task Framework has them.</summary>
internal static class Failures
{
    private const string ActivityType = "ActivityTaskNotFound";
    private const string OrchestratorType = "OrchestratorTaskNotFound";

    public static TaskFailureDetails UnknownActivity(string name) =>
        new(ActivityType, $"No activity task named '{name}' was found.", null, null, null);

    public static TaskFailureDetails UnknownOrchestrator(string name) =>
        new(OrchestratorType, $"No orchestrator task named '{name}' was found.", null, null, null);

    public static OrchestrationAlreadyExistsException IdTaken(string instanceId) =>
        new($"An orchestration with the instance id '{instanceId}' already exists.");

    /// <summary>A call to something that isn't registered is not tried again: another attempt can't cure it.</summary>
    public static FailureDetails ToFramework(TaskFailureDetails failure) => new(
        failure.ErrorType,
        failure.ErrorMessage,
        failure.StackTrace,
        failure.InnerFailure is { } inner ? ToFramework(inner) : null,
        isNonRetriable: failure.ErrorType is ActivityType or OrchestratorType,
        failure.Properties);

    public static TaskFailureDetails FromFramework(FailureDetails failure) => new(
        failure.ErrorType,
        failure.ErrorMessage,
        failure.StackTrace,
        failure.InnerFailure is { } inner ? FromFramework(inner) : null,
        failure.Properties);
}
