using TradingBot.Embedded.Worker.Extensions.Abstractions;

namespace TradingBot.Embedded.Worker;

/// <summary>Makes the function an activity; its parameter is the activity's input.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    public string? Activity { get; set; }
}
