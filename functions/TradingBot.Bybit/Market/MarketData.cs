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
        return answer.Map(read =>
        {
            var row = read.Value.List?.FirstOrDefault(row => row.Symbol == symbol.Value)
                ?? throw new WireFormatException($"Bybit shows no ticker for {symbol}.");
            return new Ticker
            {
                Category = category,
                Symbol = symbol,
                LastPrice = WireValue.Required(WireValue.Positive(row.LastPrice), "lastPrice"),
                MarkPrice = WireValue.Positive(row.MarkPrice),
                BidPrice = WireValue.Positive(row.Bid1Price),
                AskPrice = WireValue.Positive(row.Ask1Price),
                At = read.At,
            };
        });
    }
}
