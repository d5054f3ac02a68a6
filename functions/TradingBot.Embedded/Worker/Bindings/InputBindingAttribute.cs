namespace TradingBot.Embedded.Worker.Extensions.Abstractions;

/// <summary>Marks a parameter that the runtime supplies beside the trigger.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class InputBindingAttribute : BindingAttribute
{
    public InputBindingAttribute()
    {
    }
}
