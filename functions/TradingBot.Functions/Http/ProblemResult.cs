using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace TradingBot.Functions.Http;

/// <summary>Writes one problem as application/problem+json.</summary>
internal sealed record ProblemResult(int Status, string Code, string Title, string? Detail) : IResult
{
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        if (RetryAfter is { } wait)
            httpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds))
                .ToString("0", CultureInfo.InvariantCulture);
        var traceId = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier;
        var view = new ProblemView($"https://httpstatuses.io/{Status}", Title, Status, Detail, Code, Errors, traceId);
        return httpContext.Response.WriteAsJsonAsync(view, ApiJson.Options, "application/problem+json", httpContext.RequestAborted);
    }
}
