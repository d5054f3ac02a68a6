using System.Globalization;
using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Streams;

/// <summary>Public trades: one for each move of the price, and the account's own fills. Options are told by base coin.</summary>
internal sealed class TradeTopic(string name, Category category, string subject) : PublicTopic(name)
{
    private readonly Dictionary<string, decimal> _last = new(StringComparer.Ordinal);

    public override JsonObject? Start(ExchangeState state)
    {
        foreach (var market in state.Markets.All.Where(market => Is(market.Category, market.Symbol)))
            _last[market.Symbol] = market.Last;
        return null;
    }

    public override IEnumerable<JsonObject> Next(ExchangeState state, IReadOnlyList<IRow> changes)
    {
        var rows = new JsonArray();
        foreach (var row in changes)
        {
            if (row is MarketState market
                && Is(market.Category, market.Symbol)
                && _last.GetValueOrDefault(market.Symbol) is var before
                && before != market.Last)
            {
                _last[market.Symbol] = market.Last;
                rows.Add(
                    Trade(state, market.Instrument, market.Last >= before ? Side.Buy : Side.Sell, market.Last, market.Instrument.MinQty,
                    $"{market.UpdatedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}-{market.Symbol}"));
            }
            else if (row is Execution { ExecType: "Trade" } fill && Is(fill.Category, fill.Symbol))
            {
                rows.Add(Trade(state, InstrumentCatalog.Get(fill.Category, fill.Symbol), fill.Side, fill.Price, fill.Qty, fill.Id));
            }
        }

        if (rows.Count > 0)
            yield return Message(state, "snapshot", rows);
    }

    private bool Is(Category other, string symbol) =>
        other == category && (category == Category.Option ? InstrumentCatalog.Get(other, symbol).BaseCoin == subject : symbol == subject);

    private static JsonObject Trade(ExchangeState state, Instrument instrument, Side side, decimal price, decimal qty, string id) => new()
    {
        ["T"] = state.Now.ToUnixTimeMilliseconds(),
        ["s"] = instrument.Symbol,
        ["S"] = side.ToString(),
        ["v"] = instrument.QtyText(qty),
        ["p"] = instrument.PriceText(price),
        ["L"] = side == Side.Buy ? "PlusTick" : "MinusTick",
        ["i"] = id,
        ["BT"] = false,
        ["seq"] = state.Sequence,
    };
}
