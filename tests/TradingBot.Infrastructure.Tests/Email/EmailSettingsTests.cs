using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TradingBot.Core.Notifications;
using TradingBot.Infrastructure.Email;

namespace TradingBot.Infrastructure.Tests.Email;

public sealed class EmailSettingsTests
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
        Assert.Equal(("mail.example.com", 587, SmtpSecurity.StartTls), (options.Smtp.Host, options.Smtp.Port, options.Smtp.Security));
        Assert.Equal(["one@example.com", "two@example.com"], options.To.Select(static to => to.Address));
        Assert.Equal(Severity.Info, options.MinimumSeverity);
    }

    [Theory]
    [InlineData("Provider", "pigeon", "Email:Provider is 'pigeon'; use None, Smtp or AzureCommunication.")]
    [InlineData("Provider", "7", "Email:Provider is '7'; use None, Smtp or AzureCommunication.")]
    [InlineData("From", "", "Email:From is missing. Set the address that mails are sent from.")]
    [InlineData("From", "nobody", "Email:From is 'nobody', which is no e-mail address.")]
    [InlineData("To", "", "Email:To is missing. Set the address of whoever is to be told, several separated by commas.")]
    [InlineData("MinimumSeverity", "loud", "Email:MinimumSeverity is 'loud'; use Info, Warning or Critical.")]
    [InlineData("MailsPerHour", "0", "Email:MailsPerHour is '0'; use a whole number from 1 to 1000.")]
    [InlineData("Smtp:Host", "", "Email:Smtp:Host is missing. Set the name of your mail provider's SMTP server.")]
    [InlineData("Smtp:Port", "x", "Email:Smtp:Port is 'x'; use a whole number from 1 to 65535.")]
    [InlineData("Smtp:Security", "None", "Email:Smtp:Security None is only for a server on this machine: password and mails would travel in the clear. Use StartTls or Tls.")]
    [InlineData(
        "Smtp:User", "", "Email:Smtp:User and Email:Smtp:Password belong together. Set both, or neither for a server without sign-in.")]
    [InlineData("Provider", "AzureCommunication", "Email:AzureCommunication:Endpoint is missing. Set the endpoint of the Communication Services resource.")]
    public void Faulty_setting_is_named_with_its_fix(string name, string value, string sentence)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Read(new Dictionary<string, string?>(Smtp) { [name] = value }));
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush-hush", refusal.Message, StringComparison.Ordinal);
    }

    private static EmailOptions Read(Dictionary<string, string?> settings) => new EmailSettings(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create($"Email:{setting.Key}", setting.Value)))
            .Build()).Read();
}
