using System.Text.Json.Nodes;

namespace TradingBot.Core.Operations;

/// <summary>Who did what to what, and with which values. Never holds a secret.</summary>
public sealed record AuditEntry(long Id, DateTimeOffset At, string Actor, string Action, string Target, JsonObject? Detail);
