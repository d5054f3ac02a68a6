namespace TradingBot.Core.Notifications;

/// <summary>Hands a mail to a mail system, once for each call; whoever calls decides about another attempt.</summary>
public interface IEmailSender
{
    Task<EmailOutcome> SendAsync(EmailMessage message, CancellationToken token);
}

/// <summary>
/// One mail in two forms of the same content. The id stays the same when it is sent again, so that a repeat can be recognised.
/// </summary>
public sealed record EmailMessage(Guid Id, string Subject, string Text, string Html);

/// <summary>What became of one attempt to hand a mail to the mail system. Texts are fit to be shown: no secrets.</summary>
public abstract record EmailOutcome
{
    private EmailOutcome()
    {
    }

    /// <summary>The mail system has taken it. A caution says what is wrong nevertheless, such as one refused recipient.</summary>
    public sealed record Sent(string? Reference, string? Caution = null) : EmailOutcome;

    /// <summary>Not taken, or nobody knows: worth another attempt.</summary>
    public sealed record Failed(string Error) : EmailOutcome;

    /// <summary>Nothing is taken for a while; no fault of this mail.</summary>
    public sealed record Throttled(string Error, TimeSpan RetryAfter) : EmailOutcome;

    /// <summary>This mail will never be taken.</summary>
    public sealed record Refused(string Error) : EmailOutcome;
}
