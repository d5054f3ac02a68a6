using System.Text.Json;
using TradingBot.Core.Foundation;

namespace TradingBot.Core.Signals.Formats;

/// <summary>What came of reading another service's message.</summary>
internal abstract record Translation
{
    private Translation()
    {
    }

    /// <summary>It says something; whether that can be accepted is for the reading of our own fields to tell.</summary>
    /// <param name="Own">An object of our own fields.</param>
    /// <param name="Sent">The sender's fields, as an object.</param>
    public sealed record InOurFields(JsonElement Own, JsonElement Sent) : Translation
    {
        /// <summary>What the sender calls our fields, by our paths ("stopLoss.price").</summary>
        public required IReadOnlyDictionary<string, string> Names { get; init; }

        /// <summary>What cannot be accepted, by the sender's paths; an exit passes all the same.</summary>
        public required IReadOnlyList<Fault> Faults { get; init; }

        /// <summary>The sender's fields that were not read.</summary>
        public required IReadOnlyList<string> Ignored { get; init; }
    }

    /// <summary>It does not say what is wanted, or more than can be done: a sentence for the sender, with the field and the fix.</summary>
    public sealed record Unclear(string Why) : Translation;
}
