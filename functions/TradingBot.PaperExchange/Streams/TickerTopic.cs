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
    private JsonObject? _told;

    public override JsonObject? Start(Ledger ledger)
    {
        _told ??= Write(ledger);
        return Message(ledger, "snapshot", _told.DeepClone());
    }

    public override IEnumerable<JsonObject> Next(Ledger ledger, IReadOnlyList<IRow> news)
    {
        if (!news.OfType<MarketState>().Any())
            yield break;
        var now = Write(ledger);
        var delta = new JsonObject { ["symbol"] = symbol };
        foreach (var (key, value) in now.Where(pair => !JsonNode.DeepEquals(pair.Value, _told?[pair.Key])).ToList())
            delta[key] = value?.DeepClone();
        _told = now;
        if (delta.Count == 1)
            yield break;
        yield return category is Category.Linear or Category.Inverse
            ? Message(ledger, "delta", delta)
            : Message(ledger, "snapshot", now.DeepClone());
    }

    private JsonObject Write(Ledger ledger) => TickerStreamJson.Write(TickerJson.Write(ledger, ledger.Market(category, symbol)), category);
}
