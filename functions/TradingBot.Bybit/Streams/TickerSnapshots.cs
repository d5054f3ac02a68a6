using System.Text.Json;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Streams;

/// <summary>Each symbol's ticker, put together from a snapshot and what changed since. Not thread-safe.</summary>
internal sealed class TickerSnapshots(Category category)
{
    private readonly Dictionary<Symbol, Ticker> _known = [];

    public Ticker? Of(Symbol symbol) => _known.GetValueOrDefault(symbol);

    public void Clear() => _known.Clear();

    /// <summary>The ticker after this message; null where there is no price yet. A field that is missing has not changed.</summary>
    /// <exception cref="WireFormatException">The message has no usable symbol or time.</exception>
    public Ticker? Apply(StreamMessage message)
    {
        var row = message.Data.Deserialize(BybitJson.Default.WireStreamTicker) ?? new WireStreamTicker();
        var symbol = WireValue.Symbol(row.Symbol);
        var last = message.Type == "delta" ? _known.GetValueOrDefault(symbol) : null;
        if ((WireValue.Positive(row.LastPrice) ?? last?.LastPrice) is not { } price)
            return null;

        return _known[symbol] = new Ticker
        {
            Category = category,
            Symbol = symbol,
            LastPrice = price,
            MarkPrice = WireValue.Positive(row.MarkPrice) ?? last?.MarkPrice,
            BidPrice = WireValue.Positive(row.Bid1Price ?? row.BidPrice) ?? last?.BidPrice,
            AskPrice = WireValue.Positive(row.Ask1Price ?? row.AskPrice) ?? last?.AskPrice,
            At = WireValue.Time(message.Ts, "ts"),
        };
    }
}
