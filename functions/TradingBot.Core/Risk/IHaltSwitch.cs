namespace TradingBot.Core.Risk;

/// <summary>
/// The kill switch, kept in the ledger so that it survives every restart. Each change writes its audit row in the same transaction.
/// </summary>
public interface IHaltSwitch
{
    Task<HaltState> ReadAsync(CancellationToken token);

    /// <summary>
    /// Halts. With flatten, every unfinished trade is asked to close in the same transaction. Halting again may add flatten but never takes
    /// it back.
    /// </summary>
    Task<HaltState> HaltAsync(string reason, bool flatten, string actor, DateTimeOffset now, CancellationToken token);

    Task<HaltState> ResumeAsync(string reason, string actor, DateTimeOffset now, CancellationToken token);
}

/// <summary>The kill switch. While halted nothing opens; with flatten every open trade is closed.</summary>
public sealed record HaltState(bool IsHalted, string? Reason, bool Flatten, DateTimeOffset? Since, string? By);
