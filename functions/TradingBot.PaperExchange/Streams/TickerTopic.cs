using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Http;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Streams;

/// <summary>Tickers: of perpetuals a whole one and then only what changed, of spot pairs and options always the whole.</summary>
internal sealed class TickerTopic(string name, Category category, string symbol) : PublicTopic(name)
{
    private JsonObject? _sent;

    public override JsonObject? Start(ExchangeState state)
    {
        _sent ??= Write(state);
        return Message(state, "snapshot", _sent.DeepClone());
    }

    public override IEnumerable<JsonObject> Next(ExchangeState state, IReadOnlyList<IRow> changes)
    {
        if (!changes.OfType<MarketState>().Any())
            yield break;
        var now = Write(state);
        var delta = new JsonObject { ["symbol"] = symbol };
        foreach (var (key, value) in now.Where(pair => !JsonNode.DeepEquals(pair.Value, _sent?[pair.Key])).ToList())
            delta[key] = value?.DeepClone();
        _sent = now;
        if (delta.Count == 1)
            yield break;
        yield return category is Category.Linear or Category.Inverse
            ? Message(state, "delta", delta)
            : Message(state, "snapshot", now.DeepClone());
    }

    private JsonObject Write(ExchangeState state) =>
        TickerStreamJson.Write(TickerJson.Write(state, state.Market(category, symbol)), category);
}
