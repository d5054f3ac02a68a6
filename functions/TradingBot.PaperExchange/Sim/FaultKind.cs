namespace TradingBot.PaperExchange;

/// <summary>
/// Delay: carried out later. DelayAfter: carried out, answered later. DropBefore: connection cut, nothing done.
/// DropAfter: done, then connection cut. Status and RetCode: answered so, nothing done. RejectAfterAck: taken, then rejected.
/// </summary>
internal enum FaultKind { Delay, DelayAfter, DropBefore, DropAfter, Status, RetCode, RejectAfterAck }
