using Microsoft.AspNetCore.Http;

namespace TradingBot.Bybit.Tests.Stub;

internal static class StubReplies
{
    public static Func<HttpContext, Task> Ok(string resultJson, long time = 1_735_689_600_000) =>
        Raw(200, $$"""{"retCode":0,"retMsg":"OK","result":{{resultJson}},"retExtInfo":{},"time":{{time}}}""");

    public static Func<HttpContext, Task> Code(int code, string message = "", (string Name, string Value)[]? headers = null) =>
        Raw(200, $$"""{"retCode":{{code}},"retMsg":{{System.Text.Json.JsonSerializer.Serialize(message)}},"result":{},"time":1735689600000}""", headers);

    /// <summary>The server's clock, with an offset from this machine's.</summary>
    public static Func<HttpContext, Task> Time(TimeSpan offset = default) => context =>
        Ok("{}", (TimeProvider.System.GetUtcNow() + offset).ToUnixTimeMilliseconds())(context);

    public static Func<HttpContext, Task> Raw(int status, string body, (string Name, string Value)[]? headers = null) => async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers ?? [])
            context.Response.Headers[name] = value;
        await context.Response.WriteAsync(body, context.RequestAborted);
    };

    /// <summary>Takes the request and never answers.</summary>
    public static Func<HttpContext, Task> Silence() => async context =>
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client gave up, which is what the test waits for.
        }
    };

    /// <summary>Takes the request, then cuts the connection without a byte.</summary>
    public static Func<HttpContext, Task> Cut() => context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>Promises a longer answer than it gives, then cuts.</summary>
    public static Func<HttpContext, Task> CutHalfway() => async context =>
    {
        context.Response.ContentLength = 500;
        await context.Response.WriteAsync("""{"retCode":0,"retMsg":"OK","res""", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    };
}
