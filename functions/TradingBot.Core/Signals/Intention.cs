using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Signals;

/// <summary>What an alert asks of the real position.</summary>
public abstract record Intention
{
    private Intention()
    {
    }

    public sealed record Open(Direction Direction) : Intention;

    /// <summary>Close all of the position; the reason is a plain sentence.</summary>
    public sealed record Close(string Why) : Intention;

    /// <summary>Close the position, then open in the direction named.</summary>
    public sealed record Reverse(Direction Direction) : Intention;

    /// <summary>Close this part of the position; null where the alert does not tell how much.</summary>
    public sealed record Reduce(Portion? Portion) : Intention;

    /// <summary>Enlarge the position in its own direction.</summary>
    public sealed record Add(Direction Direction) : Intention;

    /// <summary>Cancel entries that still wait for a fill.</summary>
    public sealed record CancelOrders : Intention;

    public sealed record Nothing(Denial Why) : Intention;
}
