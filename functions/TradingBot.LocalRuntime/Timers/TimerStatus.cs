namespace TradingBot.LocalRuntime.Timers;

/// <summary>What is known of one timer function, whichever process runs it. Null where it has not run yet.</summary>
public sealed record TimerStatus
{
    public required string Name { get; init; }

    public required string Schedule { get; init; }

    public required DateTimeOffset NextAt { get; init; }

    public DateTimeOffset? LastStartedAt { get; init; }

    /// <summary>End of the last finished run; earlier than the start while a run is going on.</summary>
    public DateTimeOffset? LastFinishedAt { get; init; }

    public TimerOutcome? LastOutcome { get; init; }

    /// <summary>Message of the exception that the last run failed with.</summary>
    public string? LastError { get; init; }

    /// <summary>How long the last run took, when it is finished.</summary>
    public TimeSpan? LastDuration => LastFinishedAt >= LastStartedAt ? LastFinishedAt - LastStartedAt : null;
}
