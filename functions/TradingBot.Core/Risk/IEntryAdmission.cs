using TradingBot.Core.Signals;

namespace TradingBot.Core.Risk;

/// <summary>
/// Admits entries one after the other: between opening and ending, the account's risk lock is held, so that two alerts cannot both take
/// the last of a limit.
/// </summary>
public interface IEntryAdmission
{
    /// <summary>
    /// Begins the transaction in which an entry is decided: waits for the account's risk lock and reads, in the same round trip, what was
    /// decided of the signal before and the state of the portfolio. The lock is held until the scope is ended or disposed: nothing that
    /// waits for the exchange may lie between.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such signal.</exception>
    Task<IEntryAdmissionScope> OpenAsync(SignalRecord signal, EntryDraft draft, CancellationToken token);
}
