using Microsoft.AspNetCore.Http;

namespace TradingBot.Functions.Access;

/// <summary>A browser tells with unsafe requests which site's page sent them: another site's page must not use the cookie.</summary>
internal static class SameOrigin
{
    public static bool Holds(HttpRequest request)
    {
        if (IsSafe(request.Method) || request.Headers.Origin is not [{ Length: > 0 } origin])
            return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && string.Equals(from.Authority, Without(request), StringComparison.OrdinalIgnoreCase);
    }

    public static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    // Uri leaves out the default port of its scheme; a Host header may carry it.
    private static string Without(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var own) ? own.Authority : string.Empty;
}
