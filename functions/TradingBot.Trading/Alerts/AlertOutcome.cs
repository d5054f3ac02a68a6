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
    public sealed record Stored(SignalReceipt Receipt, IReadOnlyList<string> IgnoredFields) : AlertOutcome;

    /// <summary>Unknown strategy or wrong token: the caller is not told which.</summary>
    public sealed record Unauthorized : AlertOutcome;

    public sealed record TooMany(TimeSpan RetryAfter) : AlertOutcome;

    public sealed record Malformed(string Message) : AlertOutcome;

    public sealed record Faulty(IReadOnlyList<Fault> Faults) : AlertOutcome;

    public sealed record NotUnderstood(string Message) : AlertOutcome;
}
