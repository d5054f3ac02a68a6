namespace TradingBot.Embedded.Worker.Extensions.Abstractions;

/// <summary>Marks something that the runtime binds for a function.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BindingAttribute : Attribute
{
    public BindingAttribute()
    {
    }
}
