namespace TradingBot.DurableScenarios;

/// <summary>The points at which two correct backends behave differently; everything else must be the same everywhere.</summary>
public sealed record HubTraits
{
    /// <summary>Code that no longer fits its history fails the instance; otherwise the instance is kept aside until it fits.</summary>
    public required bool FailsWhatLeftItsHistory { get; init; }

    /// <summary>A run that awaits a task its context did not make stands still; otherwise it fails with an explanation.</summary>
    public required bool StandsStillAtForeignTasks { get; init; }

    /// <summary>Timers count in whole seconds, cut off: one comes up to a second early, and one of less than a second at once.</summary>
    public required bool CutsTimersToSeconds { get; init; }

    /// <summary>A cancelled timer's message still comes and is recorded; otherwise it is withdrawn.</summary>
    public required bool DeliversCancelledTimers { get; init; }

    /// <summary>A child whose id belongs to a live instance takes that instance's place; otherwise it fails in its parent.</summary>
    public required bool ReplacesLiveInstanceByChild { get; init; }

    /// <summary>What an instance failed of stands in its output, as "type: message"; otherwise in its failure details.</summary>
    public required bool TellsFailureAsOutput { get; init; }
}
