using TradingBot.Core.Markets;

namespace TradingBot.Core.Exchange;

/// <summary>
/// What the exchange tells unasked: sooner than polling, never instead of it. Where streams are switched off both lists end at once.
/// </summary>
public interface IExchangeStream
{
    /// <summary>False where streams are switched off (serverless); whoever listens must then poll.</summary>
    bool IsEnabled { get; }

    /// <summary>
    /// Orders, executions, positions and wallet of the account from now until cancelled. The first event says where the stream
    /// stands: <see cref="ExchangeEvent.Recovered"/> when it is live, <see cref="ExchangeEvent.Gap"/> when not (yet).
    /// </summary>
    /// <exception cref="InvalidOperationException">The listener fell tens of thousands of events behind.</exception>
    IAsyncEnumerable<ExchangeEvent> ListenAsync(CancellationToken token);

    /// <summary>
    /// Prices of these symbols until cancelled; a slow listener gets the latest of each, not every one. Gap and Recovered as above.
    /// </summary>
    IAsyncEnumerable<ExchangeEvent> ListenToTickersAsync(Category category, IReadOnlyCollection<Symbol> symbols, CancellationToken token);
}
