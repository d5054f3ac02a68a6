using System.Net.Mail;
using TradingBot.Core.Notifications;

namespace TradingBot.Infrastructure.Email;

/// <summary>The settings <c>Email:*</c>, checked when the bot starts.</summary>
public sealed class EmailOptions
{
    public const string Section = "Email";

    public EmailProvider Provider { get; init; }

    /// <summary>Null only while the provider is None.</summary>
    public MailAddress? From { get; init; }

    public IReadOnlyList<MailAddress> To { get; init; } = [];

    public Severity MinimumSeverity { get; init; }

    /// <summary>1 to 1000. 10 is what Azure allows the domain that it provides.</summary>
    public int MailsPerHour { get; init; } = 10;

    public SmtpOptions Smtp { get; init; } = new();

    /// <summary>Address of the Communication Services resource.</summary>
    public Uri? Endpoint { get; init; }
}
