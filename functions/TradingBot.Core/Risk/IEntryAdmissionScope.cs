using TradingBot.Core.Foundation;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Risk;

/// <summary>
/// One entry being decided under the account's risk lock. It is ended once, by approval or denial, each of which writes in one round trip
/// and commits; disposing it without either rolls back, releases the lock and leaves nothing.
/// </summary>
public interface IEntryAdmissionScope : IAsyncDisposable
{
    /// <summary>The trade that was approved for this signal before; null when there is none.</summary>
    TradeRecord? Earlier { get; }

    /// <summary>
    /// Whether the signal was denied, failed or completed before. The entry is still to be decided when it was not and there is no earlier
    /// trade.
    /// </summary>
    bool IsEnded { get; }

    PortfolioState Portfolio { get; }

    /// <summary>Writes the trade down as pending, which reserves its risk, marks the signal accepted, and commits.</summary>
    /// <returns>The trade as it was written.</returns>
    /// <exception cref="InvalidOperationException">The signal was decided before, or the scope was ended.</exception>
    Task<TradeRecord> ApproveAsync(TradePlan plan, CancellationToken token);

    /// <summary>
    /// Writes down what is added to an open trade, which reserves its risk, completes the signal, and commits. False when the trade does
    /// not stand as it was seen, when all or a part of it is being closed, and when something is being added: nothing is written then.
    /// </summary>
    /// <param name="seen">The trade as the addition was reckoned from it.</param>
    /// <param name="addition">As approved.</param>
    /// <param name="line">Tells it.</param>
    /// <exception cref="InvalidOperationException">The signal was decided before, or the scope was ended.</exception>
    Task<bool> AddAsync(TradeRecord seen, Addition addition, NewTradeEvent line, CancellationToken token);

    /// <summary>Ends the signal with the reason, and commits. Another process that ended it since it was read keeps its word.</summary>
    /// <param name="status">Denied, or completed when nothing was to be sent anyway (a dry run).</param>
    /// <exception cref="InvalidOperationException">The signal was decided before, or the scope was ended.</exception>
    Task DenyAsync(SignalStatus status, Denial reason, DateTimeOffset now, CancellationToken token);
}
