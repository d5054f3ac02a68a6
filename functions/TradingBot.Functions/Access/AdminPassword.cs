using System.Security.Cryptography;
using TradingBot.Core.Operations;
using TradingBot.Trading.Security;

namespace TradingBot.Functions.Access;

/// <summary>The administrator's password: the one of the settings, else one generated at the first start and kept as a hash.</summary>
public sealed class AdminPassword(AuthOptions options, ISettingsStore settings, TimeProvider time)
{
    internal const string SettingName = "adminPassword";

    // Without letters and digits that are mistaken for one another.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Length = 20;

    private bool IsOurs => options.Mode == AuthMode.Local && options.AdminPassword is null;

    public static string Generate() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>Whether nobody could sign in before <see cref="EstablishAsync"/> has given the ledger a password.</summary>
    public async Task<bool> IsMissingAsync(CancellationToken token) => IsOurs && await settings.ReadAsync(SettingName, token) is null;

    /// <summary>
    /// Makes a generated password the administrator's unless the ledger has one already. True when it is the one that signs in now; only
    /// its hash is kept, so the caller must have it written down before.
    /// </summary>
    public async Task<bool> EstablishAsync(string generated, CancellationToken token)
    {
        if (!IsOurs)
            return false;
        if (await settings.ReadAsync(SettingName, token) is { } stored)
            return PasswordHash.Read(stored).Matches(generated);
        var hash = PasswordHash.Of(generated);
        return PasswordHash.Read(await settings.AddOrGetAsync(SettingName, hash.Write(), time.GetUtcNow(), token)).Stamp == hash.Stamp;
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
