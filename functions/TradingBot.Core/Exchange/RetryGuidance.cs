namespace TradingBot.Core.Exchange;

/// <summary>What an exchange error asks of us (action words of the error table).</summary>
public enum RetryGuidance
{
    /// <summary>The wanted state already holds: treat as success.</summary>
    AlreadyDone,

    /// <summary>Try again after a pause.</summary>
    RetryLater,

    /// <summary>The outcome is unknown: look it up before anything else.</summary>
    VerifyFirst,

    /// <summary>Refused for good.</summary>
    Permanent,

    /// <summary>Try once more after correcting something of ours (clock, position mode).</summary>
    CorrectAndRetry,

    /// <summary>The key, its rights or the region is wrong: stop trading and tell the operator.</summary>
    Halt,
}
