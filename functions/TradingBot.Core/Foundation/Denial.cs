using System.Text.Json.Serialization;

namespace TradingBot.Core.Foundation;

/// <summary>
/// An expected refusal: a stable dotted code (for grouping), a plain sentence (for people) and the numbers that caused it.
/// Denied means we said no and nothing left the house; an exchange's no is a rejection.
/// </summary>
[method: JsonConstructor]
public sealed record Denial(string Code, string Message, IReadOnlyDictionary<string, string> Numbers)
{
    public Denial(string code, string message)
        : this(code, message, new Dictionary<string, string>())
    {
    }
}
