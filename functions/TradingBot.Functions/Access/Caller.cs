using Microsoft.AspNetCore.Http;

namespace TradingBot.Functions.Access;

/// <summary>Who is calling, as far as the access check has established it.</summary>
public sealed record Caller(string Name, IReadOnlyList<string> Roles)
{
    /// <summary>The caller of a request that has passed the access check.</summary>
    /// <exception cref="InvalidOperationException">The function is reachable without signing in and has no caller.</exception>
    public static Caller Of(HttpRequest request) =>
        request.HttpContext.Features.Get<Caller>() ?? throw new InvalidOperationException("This request has no signed-in caller.");
}
