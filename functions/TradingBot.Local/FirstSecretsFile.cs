using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradingBot.Functions.Access;
using TradingBot.LocalRuntime;

namespace TradingBot.Local;

/// <summary>
/// Keeps the first secrets readable until somebody has signed in, because the ledger holds nothing but their hashes and a console may be
/// lost. One file in the data folder, for its owner's eyes only, written whole or not at all.
/// </summary>
internal sealed partial class FirstSecretsFile(DataFolder data, ILogger<FirstSecretsFile> logger) : ISignInListener
{
    public const string FileName = "first-sign-in.json";

    private string Location => Path.Combine(data.Path, FileName);

    public FirstSecrets Read()
    {
        try
        {
            return JsonSerializer.Deserialize<FirstSecrets>(File.ReadAllBytes(Location)) ?? FirstSecrets.None;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return FirstSecrets.None;
        }
        catch (JsonException edited)
        {
            LogUnreadable(logger, edited, Location);
            return FirstSecrets.None;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw Unusable(denied);
        }
    }

    /// <exception cref="StartupException">They cannot be written down; nobody would ever learn them.</exception>
    public void Keep(FirstSecrets secrets)
    {
        try
        {
            Write(secrets);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw Unusable(denied);
        }
    }

    /// <summary>Whoever signed in knows the password, and can give the sample strategy a new token.</summary>
    public void SignedIn()
    {
        try
        {
            File.Delete(Location);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was ever kept here.
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            // The next sign-in tries again; this one must not fail for it.
            LogStays(logger, denied, Location);
        }
    }

    private void Write(FirstSecrets secrets)
    {
        Directory.CreateDirectory(data.Path);
        var draft = Location + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(file, secrets);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, Location, overwrite: true);
    }

    private StartupException Unusable(Exception cause) =>
        new($"The first password and token cannot be kept in {Location} ({cause.Message.TrimEnd('.')}): make the data folder and that file writable.", cause);

    [LoggerMessage(
        EventId = 5011, Level = LogLevel.Warning,
        Message = "{File} is not what was written there; the first password and token can no longer be shown")]
    private static partial void LogUnreadable(ILogger logger, Exception cause, string file);

    [LoggerMessage(
        EventId = 5012, Level = LogLevel.Warning,
        Message = "{File} with the first password cannot be deleted; delete it yourself")]
    private static partial void LogStays(ILogger logger, Exception cause, string file);
}
