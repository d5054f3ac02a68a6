namespace TradingBot.Embedded.Durable.Orchestrations;

/// <summary>The failure of a call to something that isn't registered; another attempt can't cure it.</summary>
internal static class UnknownTask
{
    private const string ActivityType = "ActivityTaskNotFound";
    private const string OrchestratorType = "OrchestratorTaskNotFound";

    public static TaskFailureDetails Activity(string name) =>
        new(ActivityType, $"No activity task named '{name}' was found.", null, null, null);

    public static TaskFailureDetails Orchestrator(string name) =>
        new(OrchestratorType, $"No orchestrator task named '{name}' was found.", null, null, null);

    public static bool Is(TaskFailureDetails failure) => failure.ErrorType is ActivityType or OrchestratorType;
}
