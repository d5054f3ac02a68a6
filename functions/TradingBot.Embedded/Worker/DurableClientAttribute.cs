using TradingBot.Embedded.Worker.Extensions.Abstractions;

namespace TradingBot.Embedded.Worker;

/// <summary>Supplies the client that starts and manages orchestrations.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DurableClientAttribute : InputBindingAttribute
{
    public string? TaskHub { get; set; }

    public string? ConnectionName { get; set; }
}
