namespace TradingBot.Embedded.Durable;

/// <summary>How a sub-orchestration is called; without an instance id a replay-safe one is made.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
    }

    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options) => InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;

    public string? InstanceId { get; init; }
}
