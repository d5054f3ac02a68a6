using System.Text.Json.Nodes;

namespace TradingBot.PaperExchange.Faults;

/// <summary>One private request: its text is the raw query or the raw body; retCode is absent when a fault hid the answer.</summary>
internal sealed record LoggedRequest(DateTimeOffset At, string Method, string Path, string Text, int? RetCode, FaultKind? Fault)
{
    public JsonObject Write() => new()
    {
        ["time"] = At.ToUnixTimeMilliseconds(),
        ["method"] = Method,
        ["path"] = Path,
        ["body"] = Text,
        ["retCode"] = RetCode,
        ["fault"] = Fault?.ToString(),
    };
}
