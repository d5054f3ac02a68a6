using Microsoft.DurableTask.Client;

namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>An instance to start. Statuses in <see cref="Refuse"/> refuse it besides the live ones.</summary>
internal sealed record NewInstance(string InstanceId, string Name, string? Input, DateTimeOffset Now, DateTimeOffset VisibleAt)
{
    /// <summary>W3C trace context of whoever starts it.</summary>
    public string? TraceParent { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public IReadOnlyList<OrchestrationRuntimeStatus> Refuse { get; init; } = [];
}
