using TradingBot.Core.Foundation;
using TradingBot.Core.Signals;

namespace TradingBot.Trading.Alerts;

/// <summary>What became of an alert at the front door.</summary>
public abstract record AlertOutcome
{
    private AlertOutcome()
    {
    }

    /// <summary>It stands in the journal, now or since an earlier delivery.</summary>
    /// <param name="EntryRefusal">Why it may only close what is open; null when it is taken as a whole.</param>
    public sealed record Stored(SignalReceipt Receipt, IReadOnlyList<string> IgnoredFields, string? EntryRefusal) : AlertOutcome;

    /// <summary>Unknown strategy or wrong token: the caller is not told which.</summary>
    public sealed record Unauthorized : AlertOutcome;

    public sealed record TooMany(TimeSpan RetryAfter) : AlertOutcome;

    public sealed record Malformed(string Message) : AlertOutcome;

    public sealed record Faulty(IReadOnlyList<Fault> Faults) : AlertOutcome;

    public sealed record NotUnderstood(string Message) : AlertOutcome;
}
