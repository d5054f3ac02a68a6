using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TradingBot.Core.Notifications;
using TradingBot.Infrastructure.Settings;

namespace TradingBot.Infrastructure.Email;

/// <summary>The settings <c>Email:*</c>, checked when the bot starts.</summary>
public sealed class EmailOptions
{
    public const string Section = "Email";

    [Display(Description = "who carries the notices of opened, closed and failed trades")]
    public EmailProvider Provider { get; init; }

    [MailAddresses(1)]
    [Display(Description = "address that mails are sent from", ShortName = "an e-mail address", Prompt = "bot@example.com")]
    public string? From { get; init; }

    [MailAddresses(50)]
    [Display(Description = "whoever is to be told", ShortName = "up to 50 e-mail addresses, comma separated", Prompt = "you@example.com")]
    public string? To { get; init; }

    [Display(Description = "notices below it are not mailed")]
    public Severity MinimumSeverity { get; init; }

    /// <summary>Mails an hour, 1 to 1000; null: <see cref="MailLimit"/> goes by the provider.</summary>
    [DefaultValue("60 (Azure 10)")]
    [Range(1, 1000)]
    [Display(Description = "beyond so many mails an hour only critical notices go out")]
    public int? MailsPerHour { get; init; }

    [Display(Name = "Smtp")]
    public SmtpOptions Smtp { get; init; } = new();

    [Display(Name = "AzureCommunication")]
    public AzureCommunicationOptions AzureCommunication { get; init; } = new();

    /// <summary>Null only while the provider is None.</summary>
    public MailAddress? Sender => MailAddresses.Parse(From);

    /// <summary>Empty only while the provider is None.</summary>
    public IReadOnlyList<MailAddress> Recipients => [.. MailAddresses.Split(To).Select(MailAddresses.Parse).OfType<MailAddress>()];

    /// <summary>Mails an hour in force. 10 is what Azure allows the domain that it provides.</summary>
    public int MailLimit => MailsPerHour ?? (Provider == EmailProvider.AzureCommunication ? 10 : 60);

    /// <exception cref="OptionsValidationException">Settings cannot be used; the message names each of them and the fix.</exception>
    public static EmailOptions Read(IConfiguration configuration) =>
        SettingsReading.Read<EmailOptions>(configuration, Section, EmailRules.FaultsOf);
}
