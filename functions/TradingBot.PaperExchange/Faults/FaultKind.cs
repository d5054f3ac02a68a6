namespace TradingBot.PaperExchange.Faults;

/// <summary>
/// Delay: carried out later. DelayAfter: carried out, answered later. DropBefore: connection cut, nothing done.
/// DropAfter: done, then connection cut. Status and RetCode: answered so, nothing done. RejectAfterAck: taken, then rejected.
/// PartialFill: only a share is filled and the rest cancelled (a resting limit order goes on). SplitFill: filled in two executions.
/// SlowFill: open for a while before anything is filled. LoseExits: filled without the take-profit and stop-loss it carried.
/// Hide: order queries do not show the order for a while, though it works. Lag: a query is answered as of a moment ago.
/// ClockSkew: the exchange's clock is wrong for this request. Localise: a refusal is worded in another language.
/// ExtraFields: the answer has fields that no document knows.
/// StreamDrop: a socket is cut in place of its next message. StreamSilence: that message and all others for a while are lost.
/// StreamDuplicate: told twice.
/// </summary>
internal enum FaultKind
{
    Delay,
    DelayAfter,
    DropBefore,
    DropAfter,
    Status,
    RetCode,
    RejectAfterAck,
    PartialFill,
    SplitFill,
    SlowFill,
    LoseExits,
    Hide,
    Lag,
    ClockSkew,
    Localise,
    ExtraFields,
    StreamDrop,
    StreamSilence,
    StreamDuplicate,
}
