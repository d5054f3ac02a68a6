using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Streams;

/// <summary>What waits for one listener of prices: never more than the latest ticker of each symbol.</summary>
internal sealed class TickerQueue(IReadOnlyCollection<Symbol> symbols)
{
    private readonly HashSet<Symbol> _symbols = [.. symbols];
    private readonly ConcurrentDictionary<Symbol, Ticker> _latest = new();
    private readonly Channel<object> _turns = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });

    public IReadOnlyCollection<Symbol> Symbols => _symbols;

    public void Put(Ticker ticker)
    {
        if (!_symbols.Contains(ticker.Symbol))
            return;
        var isFirst = false;
        _latest.AddOrUpdate(ticker.Symbol, _ => (isFirst = true, ticker).ticker, (_, _) => (isFirst = false, ticker).ticker);
        if (isFirst)
            _turns.Writer.TryWrite(ticker.Symbol);
    }

    public void Put(ExchangeEvent state) => _turns.Writer.TryWrite(state);

    public async IAsyncEnumerable<ExchangeEvent> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        await foreach (var turn in _turns.Reader.ReadAllAsync(token))
        {
            if (turn is ExchangeEvent state)
                yield return state;
            else if (turn is Symbol symbol && _latest.TryRemove(symbol, out var ticker))
                yield return new ExchangeEvent.TickerChanged(ticker);
        }
    }
}
