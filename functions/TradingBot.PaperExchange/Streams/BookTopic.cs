using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Http;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Options;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Streams;

/// <summary>
/// Depth of a symbol: a whole book and then the levels that changed, size 0 taking one away. The best level alone is always told whole.
/// </summary>
internal sealed class BookTopic(string name, Category category, string symbol, int depth) : PublicTopic(name)
{
    private Dictionary<string, string> _bids = [];
    private Dictionary<string, string> _asks = [];
    private long _update;

    public override JsonObject? Start(ExchangeState state)
    {
        if (_update == 0)
            Read(state);
        return Book(state, "snapshot", Levels(_bids), Levels(_asks));
    }

    public override IEnumerable<JsonObject> Next(ExchangeState state, IReadOnlyList<IRow> changes)
    {
        if (!changes.OfType<MarketState>().Any(Moves))
            yield break;
        var (bids, asks) = (_bids, _asks);
        Read(state);
        if (depth == 1)
            yield return Book(state, "snapshot", Levels(_bids), Levels(_asks));
        else if (Changes(bids, _bids) is var lower && Changes(asks, _asks) is var upper && lower.Count + upper.Count > 0)
            yield return Book(state, "delta", lower, upper);
    }

    /// <summary>An option has no price of its own: it moves with its coin's.</summary>
    private bool Moves(MarketState market) => category == Category.Option
        ? market.Category == Category.Spot && market.Instrument.BaseCoin == InstrumentCatalog.Get(category, symbol).BaseCoin
        : market.Category == category && market.Symbol == symbol;

    private void Read(ExchangeState state)
    {
        var market = state.Market(category, symbol);
        _bids = Side(market, Protocol.Side.Buy);
        _asks = Side(market, Protocol.Side.Sell);
        _update++;
    }

    private Dictionary<string, string> Side(MarketState market, Side side) => (market.Quote is { } quote
            ? OptionBook.Side(quote, market.Instrument, side, Math.Min(depth, OptionBook.Levels)).Select(level => level!.AsArray())
            : Enumerable.Range(0, Math.Min(depth, MarketRoutes.BookLevels)).Select(level => SyntheticBook.Level(market, side, level)))
        .GroupBy(level => level[0]!.ToString(), StringComparer.Ordinal)
        .ToDictionary(level => level.Key, level => level.First()[1]!.ToString(), StringComparer.Ordinal);

    private static JsonArray Changes(Dictionary<string, string> before, Dictionary<string, string> after) =>
    [
        .. before.Keys.Where(price => !after.ContainsKey(price)).Select(price => new JsonArray(price, "0")),
        .. after.Where(level => before.GetValueOrDefault(level.Key) != level.Value).Select(level => new JsonArray(level.Key, level.Value)),
    ];

    private static JsonArray Levels(Dictionary<string, string> side) => [.. side.Select(level => new JsonArray(level.Key, level.Value))];

    private JsonObject Book(ExchangeState state, string type, JsonArray bids, JsonArray asks)
    {
        var message = Message(
            state, type, new JsonObject { ["s"] = symbol, ["b"] = bids, ["a"] = asks, ["u"] = _update, ["seq"] = state.Sequence });
        message["cts"] = state.Now.ToUnixTimeMilliseconds();
        return message;
    }
}
