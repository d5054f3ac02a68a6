namespace TradingBot.Bybit.Tests.Contract;

/// <summary>
/// What goes wrong with one request. The names of the paper exchange's own faults are its FaultKind; Status and RetCode carry the number
/// that is answered, and ClientClockAhead is the one fault that lies with the client.
/// </summary>
public enum Fault
{
    None,
    Delay,
    DelayAfter,
    DropBefore,
    DropAfter,
    RejectAfterAck,
    PartialFill,
    SplitFill,
    SlowFill,
    LoseExits,
    Hide,
    Lag,
    ClockSkew,
    ClientClockAhead,
    Localise,
    ExtraFields,
    StreamDrop,
    StreamSilence,
    StreamDuplicate,
    Status403,
    Status429,
    Status500,
    Status502,
    Status503,
    RetCode10000,
    RetCode10001,
    RetCode10002,
    RetCode10006,
    RetCode10016,
    RetCode110007,
    RetCode170007,

    /// <summary>A code that the client's table lacks.</summary>
    RetCode987654,
}
