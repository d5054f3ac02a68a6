using Microsoft.AspNetCore.Http;
using TradingBot.Functions.Access;
using TradingBot.Functions.Api.Operations;
using TradingBot.Functions.Http;

namespace TradingBot.Functions;

/// <summary>
/// Lets nobody in who is not signed in, to any HTTP function but those listed here. A function added later is closed
/// until somebody opens it on purpose.
/// </summary>
internal sealed class AccessMiddleware(CallerReader callers) : IFunctionsWorkerMiddleware
{
    /// <summary>Functions that anyone may call.</summary>
    internal static readonly IReadOnlySet<string> Open = new HashSet<string>
    {
        nameof(Webhooks.Webhook), nameof(GetHealth), nameof(PostSession), nameof(DeleteSession), nameof(GetOpenApi),
    };

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        if (await RefusalAsync(http, context) is { } refusal)
            await refusal.ExecuteAsync(http);
        else
            await next(context);
    }

    private async Task<IResult?> RefusalAsync(HttpContext http, FunctionContext context)
    {
        var name = context.FunctionDefinition.Name;
        if (Open.Contains(name))
            return name is nameof(PostSession) or nameof(DeleteSession) && !SameOrigin.Holds(http.Request) ? ForeignOrigin() : null;
        var (caller, byCookie) = await callers.ReadAsync(http, context.CancellationToken);
        if (caller is null)
            return Problems.Of(StatusCodes.Status401Unauthorized, "auth.required", "Sign-in required", "Sign in first.");
        if (byCookie && !SameOrigin.Holds(http.Request))
            return ForeignOrigin();
        if (!MayCall(caller, http.Request.Method))
            return Problems.Of(StatusCodes.Status403Forbidden, "auth.forbidden", "Not allowed", "Your account lacks the role for this.");
        http.Features.Set(caller);
        return null;
    }

    private static bool MayCall(Caller caller, string method) =>
        caller.Roles.Contains(Roles.Owner) || (caller.Roles.Contains(Roles.Viewer) && SameOrigin.IsSafe(method));

    private static ProblemResult ForeignOrigin() => Problems.Of(
        StatusCodes.Status403Forbidden, "auth.origin", "Foreign origin", "This request was sent by a page of another site.");
}
