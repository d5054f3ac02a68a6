using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBot.Core.Foundation;

namespace TradingBot.Core.Signals.Formats;

/// <summary>Takes another service's fields one by one into our own, and keeps how the sender calls each of them.</summary>
internal sealed class Translator
{
    private readonly JsonObject _own = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<Fault> _faults = [];
    private readonly List<JsonFields> _within = [];
    private readonly List<string> _ignored = [];
    private readonly JsonElement _sent;

    /// <param name="sent">The sender's fields, as an object.</param>
    public Translator(JsonElement sent)
    {
        _sent = sent;
        Sent = JsonFields.OfAlert(sent, _faults);
    }

    /// <summary>The sender's fields. Those that nobody asks for are told as ignored.</summary>
    public JsonFields Sent { get; }

    /// <summary>The object of that name inside the sender's; null when there is none, and with a fault when it is something else.</summary>
    public JsonFields? Within(string name)
    {
        if (Sent.Object(name) is not { } fields) return null;
        _within.Add(fields);
        return fields;
    }

    /// <summary>The objects of the list of that name, as <see cref="Within"/>.</summary>
    public IReadOnlyList<JsonFields> AllWithin(string name)
    {
        var all = Sent.Objects(name) ?? [];
        _within.AddRange(all);
        return all;
    }

    /// <summary>Carries a value over as it is: whether it can be accepted is told by the reading of our own field.</summary>
    /// <param name="ours">The path of our field, of two steps at most.</param>
    public void Carry(JsonFields from, string theirs, string ours)
    {
        if (from.Raw(theirs) is { } value) Say(ours, JsonNode.Parse(value.GetRawText()), from.PathOf(theirs));
        else Call(ours, from.PathOf(theirs));
    }

    /// <param name="ours">The path of our field, of two steps at most.</param>
    /// <param name="theirs">The path of the sender's field that says it.</param>
    public void Say(string ours, JsonNode? value, string theirs)
    {
        Call(ours, theirs);
        var dot = ours.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            _own[ours] = value;
            return;
        }

        if (_own[ours[..dot]] is not JsonObject around) _own[ours[..dot]] = around = [];
        around[ours[(dot + 1)..]] = value;
    }

    /// <summary>Carries one target over, which closes the whole position.</summary>
    /// <param name="ours">"percent" or "price".</param>
    public void Target(JsonFields from, string theirs, string ours)
    {
        if (from.Raw(theirs) is not { } value) return;
        Call("takeProfits", from.PathOf(theirs));
        _own["takeProfits"] = new JsonArray(new JsonObject { [ours] = JsonNode.Parse(value.GetRawText()) });
    }

    /// <summary>Tells what the sender calls one of our fields.</summary>
    public void Call(string ours, string theirs) => _names[ours] = theirs;

    /// <summary>Tells that a field was looked at and means nothing here.</summary>
    public void Ignore(string theirs) => _ignored.Add(theirs);

    /// <summary>Tells what is wrong with one of the sender's fields.</summary>
    public void Fault(string theirs, string message) => _faults.Add(new Fault(theirs, message));

    public Translation.InOurFields Done() => new(JsonSerializer.SerializeToElement(_own), _sent)
    {
        Names = _names,
        Faults = _faults,
        Ignored = [.. _ignored, .. Sent.Unread, .. _within.SelectMany(static fields => fields.Unread)],
    };
}
