using TradingBot.Core.Markets;

namespace TradingBot.Core.Exchange;

/// <summary>
/// What the venue tells unasked: sooner than polling, never instead of it. Where streams are switched off both lists end at once.
/// </summary>
public interface IVenueStream
{
    /// <summary>False where streams are switched off (serverless); whoever listens must then poll.</summary>
    bool IsEnabled { get; }

    /// <summary>
    /// Orders, executions, positions and wallet of the account from now until cancelled. The first event says where the stream
    /// stands: <see cref="VenueEvent.Recovered"/> when it is live, <see cref="VenueEvent.Gap"/> when not (yet).
    /// </summary>
    /// <exception cref="InvalidOperationException">The listener fell tens of thousands of events behind.</exception>
    IAsyncEnumerable<VenueEvent> ListenAsync(CancellationToken token);

    /// <summary>Prices of these symbols until cancelled; a slow listener gets the latest of each, not every one. Gap and Recovered as above.</summary>
    IAsyncEnumerable<VenueEvent> ListenToTickersAsync(Category category, IReadOnlyCollection<Symbol> symbols, CancellationToken token);
}
