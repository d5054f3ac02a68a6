using System.Text.Json.Serialization;

namespace TradingBot.LocalRuntime.Durable.Orchestrations;

/// <summary>A call that orchestrator code made. In a replay the same calls must come in the same order.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(OutboundAction.ScheduleActivity), "activity")]
[JsonDerivedType(typeof(OutboundAction.StartChild), "child")]
[JsonDerivedType(typeof(OutboundAction.StartTimer), "timer")]
[JsonDerivedType(typeof(OutboundAction.SendEventTo), "send")]
internal abstract record OutboundAction(int TaskId)
{
    /// <summary>What must be equal between history and replay, in words for a person.</summary>
    public abstract string Describe();

    public bool Matches(OutboundAction other) =>
        TaskId == other.TaskId && string.Equals(Describe(), other.Describe(), StringComparison.OrdinalIgnoreCase);

    public sealed record ScheduleActivity(int TaskId, string Name) : OutboundAction(TaskId)
    {
        [JsonIgnore]
        public string? Input { get; init; }

        public override string Describe() => $"activity '{Name}' (#{TaskId})";
    }

    public sealed record StartChild(int TaskId, string Name, string InstanceId) : OutboundAction(TaskId)
    {
        [JsonIgnore]
        public string? Input { get; init; }

        public override string Describe() => $"sub-orchestration '{Name}' (#{TaskId})";
    }

    public sealed record StartTimer(int TaskId, DateTime FireAt) : OutboundAction(TaskId)
    {
        public override string Describe() => $"timer (#{TaskId})";
    }

    public sealed record SendEventTo(int TaskId, string InstanceId, string Name) : OutboundAction(TaskId)
    {
        [JsonIgnore]
        public string? Payload { get; init; }

        public override string Describe() => $"event '{Name}' to '{InstanceId}' (#{TaskId})";
    }
}
