namespace TradingBot.Core.Notifications;

/// <summary>
/// One mail in two forms of the same content. The id stays the same when it is sent again, so that a repeat can be recognised.
/// </summary>
public sealed record EmailMessage(Guid Id, string Subject, string Text, string Html);
