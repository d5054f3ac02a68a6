namespace TradingBot.Core.Notifications;

/// <summary>Hands a mail to a mail system, once for each call; whoever calls decides about another attempt.</summary>
public interface IEmailSender
{
    Task<EmailOutcome> SendAsync(EmailMessage message, CancellationToken token);
}
