using TradingBot.Embedded.Worker.Extensions.Abstractions;

namespace TradingBot.Embedded.Worker;

/// <summary>Calls the function on a six-field NCRONTAB schedule in UTC; <c>%Name%</c> in it stands for a setting.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    public string Schedule { get; } = schedule;

    public bool RunOnStartup { get; set; }

    public bool UseMonitor { get; set; } = true;
}
