using TradingBot.Core.Foundation;

namespace TradingBot.Core.Signals;

/// <summary>What came of reading an alert.</summary>
public abstract record SignalReading
{
    private SignalReading()
    {
    }

    /// <summary>Ignored fields are unknown names; they are told, never guessed at.</summary>
    public sealed record Readable(Signal Signal, IReadOnlyList<string> IgnoredFields) : SignalReading;

    /// <summary>The format is ours but some values are wrong; every fault is listed.</summary>
    public sealed record Faulty(IReadOnlyList<Fault> Faults) : SignalReading;

    /// <summary>The alert does not say what is wanted, or speaks a format that is not switched on.</summary>
    public sealed record NotUnderstood(string Message) : SignalReading;
}
