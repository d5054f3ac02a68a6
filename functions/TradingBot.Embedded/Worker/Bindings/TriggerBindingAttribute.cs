namespace TradingBot.Embedded.Worker.Extensions.Abstractions;

/// <summary>Marks the one parameter whose event calls the function.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute
{
    public TriggerBindingAttribute()
    {
    }
}
