using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TradingBot.Core.Notifications;
using TradingBot.Infrastructure.Email;

namespace TradingBot.Infrastructure.Tests.Email;

public sealed class EmailOptionsTests
{
    private static readonly Dictionary<string, string?> Smtp = new()
    {
        ["Provider"] = "smtp",
        ["From"] = "TradingBot <bot@example.com>",
        ["To"] = "one@example.com, two@example.com",
        ["Smtp:Host"] = "mail.example.com",
        ["Smtp:User"] = "bot",
        ["Smtp:Password"] = "hush-hush",
    };

    [Fact]
    public void Nothing_set_is_switched_off() => Assert.Equal(EmailProvider.None, Read([]).Provider);

    [Fact]
    public void Smtp_is_encrypted_unless_told_otherwise()
    {
        var options = Read(Smtp);
        Assert.Equal(("mail.example.com", 587, SmtpSecurity.StartTls), (options.Smtp.Host, options.Smtp.PortInUse, options.Smtp.Security));
        Assert.Equal(["one@example.com", "two@example.com"], options.Recipients.Select(static to => to.Address));
        Assert.Equal(Severity.Info, options.MinimumSeverity);
    }

    [Theory]
    [InlineData("Provider", "pigeon", "Email:Provider is 'pigeon'; use None, Smtp or AzureCommunication.")]
    [InlineData("Provider", "7", "Email:Provider is '7'; use None, Smtp or AzureCommunication.")]
    [InlineData("From", "", "Email:From is missing. Set the address that mails are sent from.")]
    [InlineData("From", "nobody", "Email:From is 'nobody'; use an e-mail address, for example bot@example.com.")]
    [InlineData("To", "", "Email:To is missing. Set the address of whoever is to be told, several separated by commas.")]
    [InlineData("MinimumSeverity", "loud", "Email:MinimumSeverity is 'loud'; use info, warning or critical.")]
    [InlineData("MailsPerHour", "0", "Email:MailsPerHour is '0'; use a whole number from 1 to 1000.")]
    [InlineData("Smtp:Host", "", "Email:Smtp:Host is missing. Set the name of your mail provider's SMTP server.")]
    [InlineData("Smtp:Port", "x", "Email:Smtp:Port is 'x'; use a whole number from 1 to 65535.")]
    [InlineData("Smtp:Security", "None", "Email:Smtp:Security None is only for a server on this machine: password and mails would travel in the clear. Use StartTls or Tls.")]
    [InlineData(
        "Smtp:User", "", "Email:Smtp:User and Email:Smtp:Password belong together. Set both, or neither for a server without sign-in.")]
    [InlineData("Provider", "AzureCommunication", "Email:AzureCommunication:Endpoint is missing. Set the endpoint of the Communication Services resource.")]
    [InlineData("To", "you@example.com, nobody", "Email:To is 'you@example.com, nobody'; use up to 50 e-mail addresses, comma separated, for example you@example.com.")]
    [InlineData("Smtp:Host", "smtp://mail", "Email:Smtp:Host is 'smtp://mail'; use a server's name or address alone, for example mail.example.com.")]
    [InlineData("AzureCommunication:Endpoint", "https://name.communication.azure.com/?key=1", "use an https address without keys")]
    [InlineData("Smtp:Hst", "mail", "Email:Smtp:Hst is no setting of the bot; the nearest is Email:Smtp:Host.")]
    public void Faulty_setting_is_named_with_its_fix(string name, string value, string sentence)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Read(new Dictionary<string, string?>(Smtp) { [name] = value }));
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush-hush", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once_each_once()
    {
        var refusal = Assert.Throws<OptionsValidationException>(
            () => Read(new() { ["Provider"] = "Smtp", ["From"] = "nobody", ["MailsPerHour"] = "x", ["Smtp:User"] = "bot" }));

        Assert.Equal(
            ["Email:From", "Email:MailsPerHour", "Email:To", "Email:Smtp:Host", "Email:Smtp:User"],
            refusal.Failures.Select(static fault => fault.Split(' ')[0]));
    }

    [Theory]
    [InlineData("Smtp", "Tls", 60, 465)]
    [InlineData("Smtp", "StartTls", 60, 587)]
    [InlineData("None", "StartTls", 60, 587)]
    [InlineData("AzureCommunication", "StartTls", 10, 587)]
    public void Limit_goes_by_the_provider_and_the_port_by_the_security(string provider, string security, int mails, int port)
    {
        var options = Read(new(Smtp)
        {
            ["Provider"] = provider,
            ["Smtp:Security"] = security,
            ["AzureCommunication:Endpoint"] = "https://name.europe.communication.azure.com",
        });

        Assert.Equal((mails, port), (options.MailLimit, options.Smtp.PortInUse));
    }

    private static EmailOptions Read(Dictionary<string, string?> settings) => EmailOptions.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create($"Email:{setting.Key}", setting.Value)))
            .Build());
}
