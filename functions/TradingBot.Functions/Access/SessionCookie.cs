using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace TradingBot.Functions.Access;

/// <summary>The session in an encrypted cookie: twelve hours from the last use, over when the password changes.</summary>
public sealed class SessionCookie(IDataProtectionProvider protection, AdminPassword password, TimeProvider time)
{
    public const string Name = "tradingbot";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _protector = protection.CreateProtector("TradingBot.Session.v1");

    public async Task IssueAsync(HttpContext http, string name, CancellationToken token)
    {
        var stamp = await password.StampAsync(token) ?? throw new InvalidOperationException("There is no password to make a session for.");
        Issue(http, new Session(name, time.GetUtcNow(), stamp));
    }

    /// <summary>The session of the request, renewed when it has been in use for a while; null when there is none that holds.</summary>
    internal async Task<Session?> ReadAsync(HttpContext http, CancellationToken token)
    {
        var now = time.GetUtcNow();
        if (http.Request.Cookies[Name] is not { Length: > 0 } cookie || Open(cookie) is not { } session)
            return null;
        if (now - session.IssuedAt >= Lifetime || session.IssuedAt > now.AddMinutes(1) || await password.StampAsync(token) != session.Stamp)
            return null;
        if (now - session.IssuedAt >= RenewAfter)
            Issue(http, session with { IssuedAt = now });
        return session;
    }

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Name, Settings(http));

    private void Issue(HttpContext http, Session session)
    {
        var settings = Settings(http);
        settings.MaxAge = Lifetime;
        http.Response.Cookies.Append(Name, _protector.Protect(JsonSerializer.Serialize(session)), settings);
    }

    private Session? Open(string cookie)
    {
        try
        {
            return JsonSerializer.Deserialize<Session>(_protector.Unprotect(cookie));
        }
        catch (CryptographicException)
        {
            // Forged, or encrypted with keys of another installation: no session.
            return null;
        }
    }

    private static CookieOptions Settings(HttpContext http) => new()
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        IsEssential = true,
    };
}
