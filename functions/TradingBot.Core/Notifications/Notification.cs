using TradingBot.Core.Identifiers;

namespace TradingBot.Core.Notifications;

/// <summary>Something the trader is told. With <see cref="Once"/> set, a notice of that name is written only the first time.</summary>
public sealed record Notification(
    Severity Severity, string Kind, string Subject, string Body, TradeId? TradeId = null, string? Strategy = null, string? Once = null);
