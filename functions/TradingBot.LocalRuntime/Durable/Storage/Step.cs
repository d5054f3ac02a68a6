using TradingBot.LocalRuntime.Durable.Orchestrations;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>All that one commit writes. The first <see cref="Reserved"/> of the scheduled activities start here, leased at once.</summary>
internal sealed record Step(InstanceHead Head, EpisodeOutcome Outcome)
{
    public IReadOnlyList<long> ConsumedMessages { get; init; } = [];

    public IReadOnlyList<ActivityResult> Results { get; init; } = [];

    public IReadOnlyList<ActivityWork> Scheduled { get; init; } = [];

    public int Reserved { get; init; }

    public string? TraceParent { get; init; }

    public Guid NextExecutionId { get; } = Outcome.ContinueAsNew is null ? Head.Identity.ExecutionId : Guid.CreateVersion7();

    public int NextEpisode => Outcome.ContinueAsNew is null ? Head.Episodes + 1 : 0;
}
