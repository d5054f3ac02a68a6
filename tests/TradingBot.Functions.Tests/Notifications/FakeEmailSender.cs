using TradingBot.Core.Notifications;

namespace TradingBot.Functions.Tests.Notifications;

/// <summary>A mail system that answers as the test says and keeps what it was given.</summary>
internal sealed class FakeEmailSender : IEmailSender
{
    public List<EmailMessage> Given { get; } = [];

    public Func<EmailMessage, EmailOutcome> Answer { get; set; } = static _ => new EmailOutcome.Sent(null);

    /// <summary>What comes before the answer, with the token that ends it.</summary>
    public Func<CancellationToken, Task> Way { get; set; } = static _ => Task.CompletedTask;

    public async Task<EmailOutcome> SendAsync(EmailMessage message, CancellationToken token)
    {
        Given.Add(message);
        await Way(token);
        return Answer(message);
    }
}
