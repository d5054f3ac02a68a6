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
            && WireValue.Positive(rows?.FirstOrDefault(row => row.Symbol == symbol.Value)?.LastPrice) is null)
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
                LastPrice = row.LastPrice!.Value,
                MarkPrice = WireValue.Positive(row.MarkPrice),
                BidPrice = WireValue.Positive(row.Bid1Price),
                AskPrice = WireValue.Positive(row.Ask1Price),
                At = read.At,
            };
        });
    }
}
