using TradingBot.Core.Foundation;

namespace TradingBot.Core.Signals;

/// <summary>What came of reading an alert.</summary>
public abstract record SignalReading
{
    private SignalReading()
    {
    }

    /// <summary>False when the symbol that was sent, if any, is none of the strategy's.</summary>
    public bool HasSymbol() => this is not Faulty { IsSymbolFaulty: true };

    /// <summary>
    /// Ignored fields are unknown names, and in an exit whatever it does not need and cannot be accepted; they are told, never guessed at.
    /// </summary>
    public sealed record Readable(Signal Signal, IReadOnlyList<string> IgnoredFields) : SignalReading;

    /// <summary>The format is read but some values are wrong; every fault is listed.</summary>
    /// <param name="Exit">
    /// What is left when the faulty values are: it may close a position that is open, and opens none. Its symbol means something only where
    /// none of the faults is the symbol's.
    /// </param>
    public sealed record Faulty(IReadOnlyList<Fault> Faults, Readable Exit) : SignalReading
    {
        /// <summary>True when one of the faults is the symbol's, whatever the sender calls it.</summary>
        public required bool IsSymbolFaulty { get; init; }
    }

    /// <summary>The alert does not say what is wanted, or speaks a format that is not switched on.</summary>
    public sealed record NotUnderstood(string Message) : SignalReading;
}
