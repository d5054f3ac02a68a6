using System.Text.Json.Nodes;

namespace TradingBot.Core.Operations;

/// <summary>Small named documents of the installation, such as the administrator's password hash.</summary>
public interface ISettingsStore
{
    Task<JsonObject?> ReadAsync(string name, CancellationToken token);

    /// <summary>Writes the document only when none of that name exists; gives back the one that stands afterwards.</summary>
    Task<JsonObject> AddOrGetAsync(string name, JsonObject document, DateTimeOffset now, CancellationToken token);

    Task SaveAsync(string name, JsonObject document, DateTimeOffset now, CancellationToken token);
}
