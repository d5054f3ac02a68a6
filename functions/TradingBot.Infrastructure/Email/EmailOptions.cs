using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net.Mail;
using TradingBot.Core.Notifications;

namespace TradingBot.Infrastructure.Email;

/// <summary>The settings <c>Email:*</c>, checked when the bot starts.</summary>
public sealed class EmailOptions
{
    public const string Section = "Email";

    [Display(Description = "who carries the notices of opened, closed and failed trades")]
    public EmailProvider Provider { get; init; }

    /// <summary>Null only while the provider is None.</summary>
    [Display(Description = "address that mails are sent from", ShortName = "an e-mail address", Prompt = "bot@example.com")]
    public MailAddress? From { get; init; }

    [Display(Description = "whoever is to be told", ShortName = "up to 50 e-mail addresses, comma separated", Prompt = "you@example.com")]
    public IReadOnlyList<MailAddress> To { get; init; } = [];

    [Display(Description = "notices below it are not mailed")]
    public Severity MinimumSeverity { get; init; }

    /// <summary>1 to 1000. 10 is what Azure allows the domain that it provides.</summary>
    [DefaultValue("60 (Azure 10)")]
    [Range(1, 1000)]
    [Display(Description = "beyond so many mails an hour only critical notices go out")]
    public int MailsPerHour { get; init; } = 10;

    [Display(Name = "Smtp")]
    public SmtpOptions Smtp { get; init; } = new();

    /// <summary>Address of the Communication Services resource.</summary>
    [Display(
        Name = "AzureCommunication:Endpoint", Description = "the Communication Services resource, signed in to with the bot's own identity",
        ShortName = "an https address without keys", Prompt = "https://name.europe.communication.azure.com")]
    public Uri? Endpoint { get; init; }
}
