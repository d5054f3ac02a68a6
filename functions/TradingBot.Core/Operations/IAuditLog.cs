using System.Text.Json.Nodes;
using TradingBot.Core.Foundation;

namespace TradingBot.Core.Operations;

/// <summary>What people did, with name and time; nothing in it is ever changed.</summary>
public interface IAuditLog
{
    Task WriteAsync(string actor, string action, string target, JsonObject? detail, DateTimeOffset now, CancellationToken token);

    /// <summary>Newest first.</summary>
    Task<LedgerPage<AuditEntry>> ListAsync(PageRequest page, CancellationToken token);
}

/// <summary>Who did what to what, and with which values. Never holds a secret.</summary>
public sealed record AuditEntry(long Id, DateTimeOffset At, string Actor, string Action, string Target, JsonObject? Detail);
