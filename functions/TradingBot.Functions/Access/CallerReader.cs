using Microsoft.AspNetCore.Http;
using TradingBot.Trading.Security;

namespace TradingBot.Functions.Access;

/// <summary>Finds out who is calling, by the means of the installation's mode and no other.</summary>
internal sealed class CallerReader(AuthOptions options, SessionCookie sessions)
{
    public const string Administrator = "admin";

    private const string Scheme = "Bearer ";

    /// <summary>Null when nobody is signed in.</summary>
    public async Task<(Caller? Caller, bool ByCookie)> ReadAsync(HttpContext http, CancellationToken token)
    {
        if (options.Mode == AuthMode.StaticWebApps)
            return (ClientPrincipal.CallerOf(http.Request), false);
        if (http.Request.Headers.Authorization is [{ } authorization]
            && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return (IsApiToken(authorization[Scheme.Length..].Trim()) ? new Caller("automation", [Roles.Owner]) : null, false);
        return (await sessions.ReadAsync(http, token) is { } session ? new Caller(session.Name, [Roles.Owner]) : null, true);
    }

    private bool IsApiToken(string given) => options.ApiToken is { } expected && Secrets.AreEqual(given, expected);
}
