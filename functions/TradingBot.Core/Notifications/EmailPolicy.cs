namespace TradingBot.Core.Notifications;

/// <summary>Which notices are mailed, through what, and how many mails an hour the provider's allowance is worth.</summary>
/// <param name="Provider">Name shown to people; null: e-mail is switched off.</param>
/// <param name="MailsPerHour">At least 1. Critical notices go out even when it is used up.</param>
public sealed record EmailPolicy(string? Provider, Severity MinimumSeverity, int MailsPerHour);
