namespace TradingBot.Core.Notifications;

/// <summary>One row of the catalogue of notices.</summary>
/// <param name="Kind">The stable word.</param>
/// <param name="Severity">How urgent every notice of the kind is.</param>
/// <param name="Advice">What the trader is to do, in one sentence.</param>
public sealed record NoticeKind(string Kind, Severity Severity, string Advice);
