using System.Text.Json.Nodes;
using TradingBot.Core.Operations;

namespace TradingBot.Functions.Api.Operations;

/// <summary>Who did what to what.</summary>
public sealed record AuditView(long Id, DateTimeOffset At, string Actor, string Action, string Target, JsonObject Detail)
{
    public static AuditView Of(AuditEntry entry) => new(entry.Id, entry.At, entry.Actor, entry.Action, entry.Target, entry.Detail ?? []);
}
