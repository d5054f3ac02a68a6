using System.Text.Json;
using TradingBot.Core.Foundation;
using TradingBot.Core.Signals.Formats;

namespace TradingBot.Core.Signals;

/// <summary>A message in our own fields, whoever wrote it, and how its sender calls them.</summary>
/// <param name="Own">The object of our own fields.</param>
/// <param name="Sent">The object of the sender's; of our own format the same.</param>
/// <param name="Unreadable">The sender's fields that hold half a surrogate pair; they stand in neither of the two.</param>
internal sealed record AlertMessage(JsonElement Own, JsonElement Sent, IReadOnlyList<string> Unreadable)
{
    private IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>What was found wrong with the sender's fields already, by their paths.</summary>
    public IReadOnlyList<Fault> Faults { get; private init; } = [];

    /// <summary>The sender's fields that mean nothing to us.</summary>
    public IReadOnlyList<string> Ignored { get; private init; } = [];

    public static AlertMessage Of(WebhookPayload payload) => new(payload.Json, payload.Json, payload.Unreadable);

    public static AlertMessage Of(Translation.InOurFields read, IReadOnlyList<string> unreadable) => new(read.Own, read.Sent, unreadable)
    {
        Names = read.Names,
        Faults = read.Faults,
        Ignored = read.Ignored,
    };

    /// <summary>What the sender calls the field of ours at that path, or the nearest around it.</summary>
    public string NameOf(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOfAny(['.', '['], end - 1))
        {
            if (Names.TryGetValue(path[..end], out var name)) return name;
        }

        return path;
    }

    public Fault Named(Fault fault) => fault with { Field = NameOf(fault.Field) };
}
