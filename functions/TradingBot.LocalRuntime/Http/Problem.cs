using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace TradingBot.LocalRuntime.Http;

/// <summary>Answers of the runtime itself as RFC 9457 problem details with a stable code.</summary>
internal static class Problem
{
    public static Task WriteAsync(HttpContext http, int status, string code, string? detail = null)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["code"] = code,
            ["traceId"] = Activity.Current?.Id ?? http.TraceIdentifier,
        };
        return TypedResults.Problem(detail, statusCode: status, extensions: extensions).ExecuteAsync(http);
    }
}
