using System.Security.Cryptography;
using TradingBot.Core.Ports;

namespace TradingBot.Functions.Access;

/// <summary>The administrator's password: the one of the settings, else one generated at the first start and kept as a hash.</summary>
public sealed class AdminPassword(AuthOptions options, ISettingsStore settings, TimeProvider time)
{
    internal const string SettingName = "adminPassword";

    // Without letters and digits that are mistaken for one another.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Length = 20;

    /// <summary>Makes sure there is a password. The plain text comes back only from the call that generated it, and never again.</summary>
    public async Task<string?> EnsureAsync(CancellationToken token)
    {
        if (options.Mode != AuthMode.Local || options.AdminPassword is not null || await settings.ReadAsync(SettingName, token) is not null)
            return null;
        var password = RandomNumberGenerator.GetString(Alphabet, Length);
        var hash = PasswordHash.Of(password);
        var standing = PasswordHash.Read(await settings.AddOrGetAsync(SettingName, hash.Write(), time.GetUtcNow(), token));
        return standing.Stamp == hash.Stamp ? password : null;
    }

    internal async Task<bool> VerifyAsync(string candidate, CancellationToken token)
    {
        if (options.AdminPassword is { } configured)
            return Secrets.AreEqual(candidate, configured);
        return await settings.ReadAsync(SettingName, token) is { } stored && PasswordHash.Read(stored).Matches(candidate);
    }

    /// <summary>Tells one password from the next without telling what it is; null when there is none.</summary>
    internal async Task<string?> StampAsync(CancellationToken token)
    {
        if (options.AdminPassword is { } configured)
            return Convert.ToHexStringLower(Secrets.Hash($"session:{configured}"));
        return await settings.ReadAsync(SettingName, token) is { } stored ? PasswordHash.Read(stored).Stamp : null;
    }
}
