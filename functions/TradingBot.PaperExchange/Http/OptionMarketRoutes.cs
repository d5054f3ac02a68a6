using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Options;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Http;

/// <summary>Public data of options. Where no coin is named, Bitcoin is meant.</summary>
internal static partial class OptionMarketRoutes
{
    private const string DefaultCoin = "BTC";

    /// <summary>What endpoints for other categories answer: options have no bars of trades and no price band.</summary>
    public static readonly Refusal NotOffered = new(10001, "Category is invalid");

    public static Answer Instruments(Call call)
    {
        var fields = call.Fields;
        var symbol = fields.Text("symbol");
        var coin = OptionSymbol.Parse(symbol)?.Coin ?? fields.Text("baseCoin") ?? DefaultCoin;
        var status = fields.Text("status") ?? "Trading";
        var limit = fields.Limit(500, 1000);
        var after = Token().Match(fields.Text("cursor") ?? "") is { Success: true } match ? match.Groups["symbol"].Value : null;
        if (fields.Fault is { } fault)
            return fault;
        return call.ExchangeSimulator.Read<Answer>(state =>
        {
            if (symbol is not null && OptionChain.Trading(state, symbol) is null)
                return Refusals.Symbol(Category.Option);
            var board = status == "Trading" ? OptionChain.Board(state, coin) : [];
            if (symbol is not null)
                board = board.Where(option => option.Text == symbol);
            if (after is not null)
                board = board.SkipWhile(option => option.Text != after).Skip(1);
            var rows = board.Take(limit + 1).ToList();
            var page = rows.Take(limit).ToList();
            return new JsonObject
            {
                ["category"] = "option",
                ["list"] = new JsonArray([.. page.Select(option => OptionMarketJson.Instrument(SeriesOf(state, option), option))]),
                ["nextPageCursor"] = rows.Count > limit ? $"symbol%3D{page[^1].Text}%26" : "",
            };
        });
    }

    public static Answer Tickers(Call call)
    {
        var symbol = call.Fields.Text("symbol");
        var coin = OptionSymbol.Parse(symbol)?.Coin ?? call.Fields.Text("baseCoin");
        var expiry = call.Fields.Text("expDate");
        if (symbol is null && coin is null)
            return new Refusal(10001, "params error: symbol or baseCoin is required");
        return call.ExchangeSimulator.Read<Answer>(state =>
        {
            if (symbol is not null && OptionChain.Trading(state, symbol) is null)
                return Refusals.Symbol(Category.Option);
            var board = coin is null || OptionTerms.Find(coin) is null ? [] : OptionChain.Board(state, coin)
                .Where(option => (symbol is null || option.Text == symbol) && (expiry is null || option.Series == $"{coin}-{expiry}"))
                .ToList();
            return new JsonObject
            {
                ["category"] = "option",
                ["list"] = new JsonArray([.. Rows(state, coin ?? "", board)]),
            };
        });
    }

    public static Answer OrderBook(Call call)
    {
        var symbol = call.Fields.Required("symbol");
        var depth = call.Fields.Limit(1, OptionBook.Levels);
        if (call.Fields.Fault is { } fault)
            return fault;
        return call.ExchangeSimulator.Read<Answer>(state =>
        {
            if (OptionChain.Trading(state, symbol) is not { } option)
                return Refusals.Symbol(Category.Option);
            var quote = OptionPricer.Quote(state, option);
            var row = InstrumentCatalog.Get(Category.Option, symbol);
            var now = state.Now.ToUnixTimeMilliseconds();
            return new JsonObject
            {
                ["s"] = symbol,
                ["b"] = OptionBook.Side(quote, row, Side.Buy, depth),
                ["a"] = OptionBook.Side(quote, row, Side.Sell, depth),
                ["ts"] = now,
                ["u"] = now,
                ["seq"] = state.Sequence,
                ["cts"] = now,
            };
        });
    }

    public static Answer DeliveryPrice(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var symbol = fields.Text("symbol");
        var coin = fields.Text("baseCoin") ?? DefaultCoin;
        if (fields.Fault is { } fault)
            return fault;
        return call.ExchangeSimulator.Read(state => Paging.Page(
            state.OptionSeries.NewestFirst
                .Where(series => category == Category.Option && series.DeliveryPrice is not null)
                .SelectMany(DeliveredOption.Of)
                .Where(row => symbol is null ? row.Symbol.Coin == coin : row.Key == symbol),
            fields, 50, 200, row => row.Json(), category));
    }

    private static IEnumerable<JsonObject> Rows(ExchangeState state, string coin, List<OptionSymbol> board)
    {
        if (board.Count == 0)
            return [];
        var day = OptionMarket.Day(state, coin);
        return board.Select(option => OptionMarketJson.Ticker(state, option, day));
    }

    private static OptionSeries SeriesOf(ExchangeState state, OptionSymbol option) =>
        state.OptionSeries.Find(option.Series) ?? throw new InvalidOperationException($"{option.Series} is not on the board.");

    [GeneratedRegex(
        "^symbol(%3D|=)(?<symbol>[A-Z0-9.-]{1,40})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100)]
    private static partial Regex Token();
}
