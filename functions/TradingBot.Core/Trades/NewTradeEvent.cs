using System.Text.Json.Nodes;

namespace TradingBot.Core.Trades;

/// <summary>
/// A line to be added to a trade's story. With <see cref="Once"/> set, a line of that name is written only the first time.
/// </summary>
public sealed record NewTradeEvent(string Kind, string Message, JsonObject? Data = null, string? Once = null);
