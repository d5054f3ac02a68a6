using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Market;

/// <summary>Prices and the exchange's time; public, unsigned.</summary>
internal sealed class MarketData(BybitReader reader)
{
    public async Task<ExchangeResult<DateTimeOffset>> GetTimeAsync(CancellationToken token)
    {
        var answer = await reader.ReadAsync(Endpoints.Time, category: null, Query.Empty, BybitJson.Default.WireServerTime, token);
        return answer.Map(static read => read.At);
    }

    public async Task<ExchangeResult<Ticker>> GetTickerAsync(Category category, Symbol symbol, CancellationToken token)
    {
        var query = Query.For(category, symbol);
        var answer = await reader.ReadAsync(Endpoints.Tickers, category, query, BybitJson.Default.WirePageWireTicker, token);
        if (answer is ExchangeResult<Timestamped<WirePage<WireTicker>>>.Success { Value.Value.List: var rows }
            && PriceOf(category, rows?.FirstOrDefault(row => row.Symbol == symbol.Value)) is null)
        {
            // An answer that has no price of the symbol is an answer: asking again would not change it.
            return new ExchangeResult<Ticker>.Failure(new ExchangeError(0, $"Bybit shows no price for {symbol}.", RetryGuidance.Permanent));
        }

        return answer.Map(read =>
        {
            var row = read.Value.List!.First(row => row.Symbol == symbol.Value);
            return new Ticker
            {
                Category = category,
                Symbol = symbol,
                LastPrice = PriceOf(category, row)!.Value,
                IndexPrice = category == Category.Option ? WireValue.Positive(row.IndexPrice) : null,
                MarkPrice = WireValue.Positive(row.MarkPrice),
                BidPrice = WireValue.Positive(row.Bid1Price),
                AskPrice = WireValue.Positive(row.Ask1Price),
                At = read.At,
            };
        });
    }

    /// <summary>Every option of an underlying coin that is quoted now; what is no option's row is left out.</summary>
    public async Task<ExchangeResult<IReadOnlyList<OptionQuote>>> GetOptionQuotesAsync(string coin, CancellationToken token)
    {
        var query = Query.For(Category.Option).With("baseCoin", coin);
        var answer = await reader.ReadAsync(Endpoints.Tickers, Category.Option, query, BybitJson.Default.WirePageWireTicker, token);
        return answer.Map(static read => (IReadOnlyList<OptionQuote>)[.. (read.Value.List ?? []).Select(ToQuote).OfType<OptionQuote>()]);
    }

    private static OptionQuote? ToQuote(WireTicker row) =>
        Symbol.TryParse(row.Symbol, out var symbol) && OptionContract.Find(symbol.Value) is { } contract
            && (WireValue.Positive(row.UnderlyingPrice) ?? WireValue.Positive(row.IndexPrice)) is { } underlying
            ? new OptionQuote
            {
                Symbol = symbol.Value,
                Contract = contract,
                BidPrice = WireValue.Positive(row.Bid1Price),
                AskPrice = WireValue.Positive(row.Ask1Price),
                UnderlyingPrice = underlying,
                Delta = row.Delta,
                OpenInterest = row.OpenInterest ?? 0m,
            }
            : null;

    // An option may be quoted for days before it is traded for the first time.
    private static decimal? PriceOf(Category category, WireTicker? row) =>
        WireValue.Positive(row?.LastPrice) ?? (category == Category.Option ? WireValue.Positive(row?.MarkPrice) : null);
}
