using TradingBot.Embedded.Worker.Extensions.Abstractions;

namespace TradingBot.Embedded.Worker;

/// <summary>Makes the function an orchestrator; its parameter is the orchestration context.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    public string? Orchestration { get; set; }
}
