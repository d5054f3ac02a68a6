using System.Text.Json.Nodes;

namespace TradingBot.Core.Trades;

/// <summary>One line of a trade's story.</summary>
public sealed record TradeEvent(long Id, DateTimeOffset At, string Kind, string Message, JsonObject? Data);
