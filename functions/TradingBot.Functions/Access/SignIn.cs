using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TradingBot.Core.Foundation;
using TradingBot.Core.Operations;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Access;

/// <summary>Signs in with the administrator's password. Only in local mode.</summary>
public sealed partial class SignIn(
    AuthOptions options,
    AdminPassword password,
    SessionCookie sessions,
    LoginLimiter limiter,
    IAuditLog audit,
    IEnumerable<ISignInListener> listeners,
    TimeProvider time,
    ILogger<SignIn> logger)
{
    private const int LongestPassword = 256;

    public async Task<IResult> AttemptAsync(HttpRequest request, CancellationToken token)
    {
        if (options.Mode != AuthMode.Local)
            return Problems.Of(
                StatusCodes.Status404NotFound, "auth.notLocal", "Not found", "This installation signs in through the Static Web App.");
        var address = RemoteAddress.Of(request, trustForwarded: false)?.ToString() ?? "unknown";
        if (!limiter.TryBegin(address, out var retryAfter))
            return Problems.TooMany("auth.tooManyAttempts", "Too many attempts to sign in; wait a moment.", retryAfter);
        var body = await JsonBody.ReadAsync(request, token);
        if (body.Refusal is not null)
            return body.Refusal;
        var faults = new List<Fault>();
        var candidate = body.RequiredText("password", LongestPassword, faults);
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        if (!await password.VerifyAsync(candidate, token))
        {
            LogWrongPassword(logger, address);
            return Problems.Of(StatusCodes.Status401Unauthorized, "auth.wrongPassword", "Wrong password", "The password is not right.");
        }

        limiter.Succeeded(address);
        await sessions.IssueAsync(request.HttpContext, CallerReader.Administrator, token);
        await audit.WriteAsync(
            CallerReader.Administrator, "session.opened", "session", new() { ["address"] = address }, time.GetUtcNow(), token);
        foreach (var listener in listeners)
            listener.SignedIn();
        return Results.NoContent();
    }

    [LoggerMessage(EventId = 4011, Level = LogLevel.Warning, Message = "Wrong password from {Address}")]
    private static partial void LogWrongPassword(ILogger logger, string address);
}
