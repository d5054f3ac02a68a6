using System.Text.Json.Nodes;

namespace TradingBot.Core.Ledger;

/// <summary>A line to be added to a trade's story. With <see cref="Once"/> set, a line of that name is written only the first time.</summary>
public sealed record StoryLine(string Kind, string Message, JsonObject? Data = null, string? Once = null);
