using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Randomness;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Faults;

/// <summary>A fault as the control path takes it.</summary>
internal static class FaultRequest
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>What could not be read is left in the fields' own fault.</summary>
    public static Fault Read(Fields fields)
    {
        var kind = KindOf(fields.Required("kind"));
        var delay = TimeSpan.FromMilliseconds(fields.Whole("delayMs") ?? 1000);
        var longest = kind == FaultKind.Lag ? RecentPast.Reach : Longest;
        if (kind is null)
            fields.Fail(Refusals.Parameter("kind"));
        if (delay > longest || (delay < TimeSpan.Zero && (kind != FaultKind.ClockSkew || delay < -longest)))
            fields.Fail(Refusals.Parameter("delayMs"));
        var probability = fields.Number("probability") ?? 1;
        if (probability is <= 0 or > 1)
            fields.Fail(Refusals.Parameter("probability"));
        return new Fault
        {
            Kind = kind.GetValueOrDefault(),
            Path = fields.Required("path"),
            Count = Math.Max(1, fields.Whole("count") ?? 1),
            Category = fields.Text("category"),
            Symbol = fields.Text("symbol"),
            OrderLinkId = fields.Text("orderLinkId"),
            Delay = delay,
            Percent = Math.Clamp(fields.Number("percent") ?? 50, 1, 99),
            Status = Math.Clamp(fields.Whole("status") ?? 503, 400, 599),
            RetCode = fields.Whole("retCode") ?? 10016,
            RetMsg = fields.Text("retMsg") ?? "Server error.",
            Probability = probability,
            Chance = new SeededRandom((ulong)(fields.Number("seed") is { } seed and >= 0 ? decimal.Truncate(seed) : 1)),
        };
    }

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
        "slowFill" => FaultKind.SlowFill,
        "loseExits" => FaultKind.LoseExits,
        "hide" => FaultKind.Hide,
        "lag" => FaultKind.Lag,
        "clockSkew" => FaultKind.ClockSkew,
        "localise" => FaultKind.Localise,
        "extraFields" => FaultKind.ExtraFields,
        "streamDrop" => FaultKind.StreamDrop,
        "streamSilence" => FaultKind.StreamSilence,
        "streamDuplicate" => FaultKind.StreamDuplicate,
        _ => null,
    };
}
