using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Streams;

/// <summary>News of one kind from one category; the wallet belongs to none.</summary>
internal sealed record PrivateEvent(string Kind, Category? Category, IReadOnlyList<JsonObject> Rows)
{
    /// <summary>True when the topic is this kind, of all categories or of this one.</summary>
    public bool Answers(string topic) => topic == Kind || (Category is { } category && topic == $"{Kind}.{category.Wire()}");
}
