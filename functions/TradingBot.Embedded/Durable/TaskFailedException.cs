namespace TradingBot.Embedded.Durable;

/// <summary>An activity or sub-orchestration ended in an unhandled exception.</summary>
public sealed class TaskFailedException : Exception
{
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Describe(taskName, taskId, (innerException ?? throw new ArgumentNullException(nameof(innerException))).Message), innerException)
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = TaskFailureDetails.FromException(innerException);
    }

    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Describe(taskName, taskId, (failureDetails ?? throw new ArgumentNullException(nameof(failureDetails))).ErrorMessage))
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails;
    }

    public TaskFailureDetails FailureDetails { get; }

    public int TaskId { get; }

    public string TaskName { get; }

    private static string Describe(string name, int id, string message) =>
        $"Task '{name}' (#{id}) failed with an unhandled exception: {message}";
}
