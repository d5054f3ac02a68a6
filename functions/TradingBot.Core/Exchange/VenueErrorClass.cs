namespace TradingBot.Core.Exchange;

/// <summary>What a venue error asks of us (action words of the error table).</summary>
public enum VenueErrorClass
{
    /// <summary>The wanted state already holds: treat as success.</summary>
    AlreadyDone,

    /// <summary>Try again after a pause.</summary>
    Wait,

    /// <summary>The outcome is unknown: look it up before anything else.</summary>
    Ask,

    /// <summary>Refused for good.</summary>
    Fail,

    /// <summary>Try once more after correcting something of ours (clock, position mode).</summary>
    Fix,

    /// <summary>The key, its rights or the region is wrong: stop trading and tell the operator.</summary>
    Stop,
}
