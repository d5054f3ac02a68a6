namespace TradingBot.PaperExchange;

/// <summary>The names of faults as the control path takes them.</summary>
internal static class FaultRequest
{
    public static FaultKind? KindOf(string text) => text switch
    {
        "delay" => FaultKind.Delay,
        "delayAfter" => FaultKind.DelayAfter,
        "dropBefore" => FaultKind.DropBefore,
        "dropAfter" => FaultKind.DropAfter,
        "status" => FaultKind.Status,
        "retCode" => FaultKind.RetCode,
        "rejectAfterAck" => FaultKind.RejectAfterAck,
        "partialFill" => FaultKind.PartialFill,
        "splitFill" => FaultKind.SplitFill,
        "hide" => FaultKind.Hide,
        "streamDrop" => FaultKind.StreamDrop,
        "streamSilence" => FaultKind.StreamSilence,
        "streamDuplicate" => FaultKind.StreamDuplicate,
        _ => null,
    };
}
