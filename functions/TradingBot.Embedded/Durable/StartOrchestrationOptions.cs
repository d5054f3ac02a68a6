using System.Collections.Immutable;

namespace TradingBot.Embedded.Durable;

/// <summary>How an orchestration is started; a start time in the future leaves it pending until then.</summary>
public record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
{
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        DedupeStatuses = options.DedupeStatuses;
    }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Names of the statuses in which an existing instance refuses the start.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
