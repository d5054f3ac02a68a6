using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using TradingBot.Functions.Settings;
using TradingBot.LocalRuntime;

namespace TradingBot.Local;

/// <summary>
/// Where settings come from, weakest first: the defaults below, <c>local.settings.json</c> (the file Azure Functions Core Tools read),
/// then environment and command line.
/// </summary>
internal static class OneMachineSettings
{
    private const string FileName = "local.settings.json";

    private static readonly ScheduleOptions Schedules = new();

    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Schedules:Account"] = Schedules.Account,
        ["Schedules:Equity"] = Schedules.Equity,
        ["Schedules:Reconcile"] = Schedules.Reconcile,
        ["Schedules:Sweep"] = Schedules.Sweep,
        ["Schedules:Notifications"] = Schedules.Notifications,
        ["Schedules:Purge"] = Schedules.Purge,
        ["Bybit:Environment"] = "paper",
        // A process that runs all the time can listen; functions that come and go poll.
        ["Bybit:Streams"] = "true",
        ["Auth:Mode"] = "Local",
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Npgsql"] = "Warning",
        ["Logging:LogLevel:System.Net.Http"] = "Warning",
        ["Logging:LogLevel:Polly"] = "Warning",
        // The session keys lie in a folder that only this user can read.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager"] = "Error",
    };

    public static void AddTo(ConfigurationManager configuration)
    {
        var settings = new Dictionary<string, string?>(Defaults, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in ReadFile())
            settings[name] = value;
        // Before every other source, so that environment and command line win.
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = settings });
    }

    private static IEnumerable<KeyValuePair<string, string?>> ReadFile()
    {
        var path = new[] { Directory.GetCurrentDirectory(), SourceTree.Root }
            .Where(static folder => folder is not null)
            .Select(static folder => Path.Combine(folder!, FileName))
            .FirstOrDefault(File.Exists);
        if (path is null)
            return [];
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("Values", out var values) && values.ValueKind == JsonValueKind.Object
                ? [.. values.EnumerateObject().Select(static value => KeyValuePair.Create(
                    value.Name.Replace("__", ":", StringComparison.Ordinal), (string?)value.Value.ToString()))]
                : [];
        }
        catch (JsonException exception)
        {
            throw new StartupException($"{path} is not valid JSON ({exception.Message}): correct it or remove it.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{path} cannot be read ({exception.Message}): make it readable or remove it.", exception);
        }
    }
}
