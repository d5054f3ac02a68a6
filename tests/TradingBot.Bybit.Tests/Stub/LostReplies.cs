using Microsoft.AspNetCore.Http;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Stub;

/// <summary>Every way in which an exchange can fail to say what it did.</summary>
public static class LostReplies
{
    public static TheoryData<string> Kinds =>
        new("silence", "cut", "cutHalfway", "500", "502", "503", "html", "empty", "array", "redirect");

    internal static Func<HttpContext, Task> Of(string kind) => kind switch
    {
        "silence" => StubReplies.Silence(),
        "cut" => StubReplies.Cut(),
        "cutHalfway" => StubReplies.CutHalfway(),
        "500" => StubReplies.Raw(500, """{"retCode":10016,"retMsg":"Internal error"}"""),
        "502" => StubReplies.Raw(502, "<html><h1>Bad gateway</h1></html>"),
        "503" => StubReplies.Raw(503, """{"retCode":0,"retMsg":"OK","result":{}}"""),
        "html" => StubReplies.Raw(200, "<!doctype html><p>maintenance</p>"),
        "empty" => StubReplies.Raw(200, ""),
        "array" => StubReplies.Raw(200, """[{"retCode":0}]"""),
        "redirect" => StubReplies.Raw(307, "", [("Location", Create)]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
