using System.Text.Json.Nodes;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>One line of a trade's story.</summary>
public sealed record EventView(
    long Id, DateTimeOffset At, [property: Catalogue(typeof(TradeEventKinds))] string Kind, string Message, JsonObject Data)
{
    public static EventView Of(TradeEvent line) => new(line.Id, line.At, line.Kind, line.Message, line.Data ?? []);
}
