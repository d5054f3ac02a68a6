using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TradingBot.Functions.Access;

/// <summary>
/// The signed-in user as the Static Web App states it in a header. Worth something only where nothing but the Static Web App can call,
/// which is why the header is never read in local mode.
/// </summary>
internal sealed record ClientPrincipal(string? UserDetails, IReadOnlyList<string>? UserRoles)
{
    private const string Header = "x-ms-client-principal";

    public static Caller? CallerOf(HttpRequest request)
    {
        if (request.Headers[Header] is not [{ Length: > 0 } encoded])
            return null;
        try
        {
            var principal = JsonSerializer.Deserialize<ClientPrincipal>(Convert.FromBase64String(encoded), JsonSerializerOptions.Web);
            return principal is { UserDetails: { Length: > 0 } name, UserRoles: { } roles }
                ? new Caller(name, [.. roles.Where(static role => role is Roles.Owner or Roles.Viewer)])
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
