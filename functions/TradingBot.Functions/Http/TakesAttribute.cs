namespace TradingBot.Functions.Http;

/// <summary>
/// The JSON body that the function takes. The type describes it; the function reads it field by field to tell every fault at once.
/// </summary>
/// <param name="body">A record whose <c>required</c> members must be sent.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TakesAttribute(Type body) : Attribute
{
    public Type Body { get; } = body;

    /// <summary>No body at all is accepted too.</summary>
    public bool Optional { get; init; }

    /// <summary>Largest body in KiB.</summary>
    public int MaxKibibytes { get; init; } = 64;
}
