using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TradingBot.Core.Notifications;

namespace TradingBot.Infrastructure.Email;

/// <summary>Reads <c>Email:*</c> and says in whole sentences what stands in the way, all of it at once.</summary>
internal sealed class EmailSettings(IConfiguration configuration)
{
    private const int MostRecipients = 50;

    private readonly IConfigurationSection _email = configuration.GetSection(EmailOptions.Section);
    private readonly List<string> _faults = [];

    /// <exception cref="OptionsValidationException">A setting cannot be used; the message names each of them and the fix.</exception>
    public EmailOptions Read()
    {
        var provider = Choice("Provider", EmailProvider.None);
        // What is switched off need not be complete.
        var options = provider == EmailProvider.None && _faults.Count == 0 ? new EmailOptions() : ReadAll(provider);
        return _faults.Count == 0 ? options : throw new OptionsValidationException(EmailOptions.Section, typeof(EmailOptions), _faults);
    }

    private EmailOptions ReadAll(EmailProvider provider) => new()
    {
        Provider = provider,
        From = ReadFrom(),
        To = ReadTo(),
        MinimumSeverity = Choice("MinimumSeverity", Severity.Info),
        MailsPerHour = Number("MailsPerHour", provider == EmailProvider.AzureCommunication ? 10 : 60, 1, 1000),
        Smtp = provider == EmailProvider.Smtp ? ReadSmtp() : new SmtpOptions(),
        Endpoint = provider == EmailProvider.AzureCommunication ? ReadEndpoint() : null,
    };

    private MailAddress? ReadFrom()
    {
        if (Text("From") is not { } from)
            _faults.Add("Email:From is missing. Set the address that mails are sent from.");
        else if (Address(from) is { } address)
            return address;
        else
            _faults.Add($"Email:From is '{from}', which is no e-mail address.");
        return null;
    }

    private List<MailAddress> ReadTo()
    {
        var addresses = new List<MailAddress>();
        foreach (var text in (Text("To") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Address(text) is { } address)
                addresses.Add(address);
            else
                _faults.Add($"Email:To contains '{text}', which is no e-mail address. Separate several by commas.");
        }

        if (Text("To") is null)
            _faults.Add("Email:To is missing. Set the address of whoever is to be told, several separated by commas.");
        if (addresses.Count > MostRecipients)
            _faults.Add($"Email:To names {addresses.Count} addresses; {MostRecipients} are the most.");
        return addresses;
    }

    private SmtpOptions ReadSmtp()
    {
        var security = Choice("Smtp:Security", SmtpSecurity.StartTls);
        var options = new SmtpOptions
        {
            Host = Text("Smtp:Host") ?? "",
            Port = Number("Smtp:Port", security == SmtpSecurity.Tls ? 465 : 587, 1, 65535),
            User = Text("Smtp:User"),
            Password = Text("Smtp:Password"),
            Security = security,
        };
        if (options.Host.Length == 0)
            _faults.Add("Email:Smtp:Host is missing. Set the name of your mail provider's SMTP server.");
        else if (Uri.CheckHostName(options.Host) == UriHostNameType.Unknown)
            _faults.Add("Email:Smtp:Host must be a server's name or address alone, without scheme and port.");
        else if (security == SmtpSecurity.None && !IsThisMachine(options.Host))
            _faults.Add("Email:Smtp:Security None is only for a server on this machine: password and mails would travel in the clear. Use StartTls or Tls.");
        if (options.User is null != options.Password is null)
            _faults.Add("Email:Smtp:User and Email:Smtp:Password belong together. Set both, or neither for a server without sign-in.");
        return options;
    }

    private Uri? ReadEndpoint()
    {
        var text = Text("AzureCommunication:Endpoint");
        if (Uri.TryCreate(text, UriKind.Absolute, out var endpoint)
            && endpoint is { Scheme: "https", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" })
            return endpoint;
        _faults.Add(text is null
            ? "Email:AzureCommunication:Endpoint is missing. Set the endpoint of the Communication Services resource."
            : "Email:AzureCommunication:Endpoint must look like https://name.europe.communication.azure.com, without keys: the bot signs in with its own identity.");
        return null;
    }

    private T Choice<T>(string name, T byDefault)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return byDefault;
        var known = Enum.GetNames<T>().FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (known is null)
            _faults.Add($"Email:{name} is '{text}'; use {string.Join(", ", Enum.GetNames<T>()[..^1])} or {Enum.GetNames<T>()[^1]}.");
        return known is null ? byDefault : Enum.Parse<T>(known);
    }

    private int Number(string name, int byDefault, int smallest, int largest)
    {
        if (Text(name) is not { } text)
            return byDefault;
        if (int.TryParse(text, out var number) && number >= smallest && number <= largest)
            return number;
        _faults.Add($"Email:{name} is '{text}'; use a whole number from {smallest} to {largest}.");
        return byDefault;
    }

    private string? Text(string name) => _email[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static MailAddress? Address(string text) =>
        text.Any(char.IsControl) || !MailAddress.TryCreate(text, out var address) ? null : address;

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
