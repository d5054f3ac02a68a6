namespace TradingBot.LocalRuntime.Timers;

/// <summary>For health pages: how the timers are.</summary>
public interface ITimerStatusReader
{
    /// <summary>Every timer ever run on this database, by name.</summary>
    Task<IReadOnlyList<TimerStatus>> ReadAsync(CancellationToken cancellationToken);
}
