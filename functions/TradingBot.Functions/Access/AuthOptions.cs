using Microsoft.Extensions.Configuration;

namespace TradingBot.Functions.Access;

/// <summary>The settings <c>Auth:*</c>, checked when the bot starts.</summary>
public sealed record AuthOptions
{
    private const int ShortestPassword = 8;
    private const int ShortestToken = 22;

    public AuthMode Mode { get; init; }

    /// <summary>Null: a generated password whose hash is kept in the ledger.</summary>
    public string? AdminPassword { get; init; }

    /// <summary>Null: no automation token is accepted.</summary>
    public string? ApiToken { get; init; }

    /// <exception cref="InvalidOperationException">A setting cannot be used; the message names it and the fix.</exception>
    public static AuthOptions From(IConfiguration configuration)
    {
        var mode = NullIfEmpty(configuration["Auth:Mode"]) ?? nameof(AuthMode.Local);
        var options = new AuthOptions
        {
            Mode = Enum.TryParse<AuthMode>(mode, ignoreCase: true, out var known) && Enum.IsDefined(known)
                ? known
                : throw new InvalidOperationException($"Auth:Mode is '{mode}'; use Local or StaticWebApps."),
            AdminPassword = NullIfEmpty(configuration["Auth:AdminPassword"]),
            ApiToken = NullIfEmpty(configuration["Auth:ApiToken"]),
        };
        if (options.AdminPassword is { Length: < ShortestPassword })
            throw new InvalidOperationException($"Auth:AdminPassword is shorter than {ShortestPassword} characters; choose a longer one or leave it empty.");
        if (options.ApiToken is { Length: < ShortestToken })
            throw new InvalidOperationException($"Auth:ApiToken is shorter than {ShortestToken} characters; choose a random one or leave it empty.");
        return options;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
