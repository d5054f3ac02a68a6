using System.Net;

namespace TradingBot.Infrastructure.Email;

/// <summary>What the settings of <c>Email:*</c> have to be together. What is switched off need not be complete.</summary>
internal static class EmailRules
{
    /// <summary>A sentence for each fault; none when a mail can be sent, or none is to be sent.</summary>
    public static IEnumerable<string> FaultsOf(EmailOptions options)
    {
        if (options.Provider == EmailProvider.None)
            yield break;
        if (options.Sender is null)
            yield return "Email:From is missing. Set the address that mails are sent from.";
        if (options.Recipients.Count == 0)
            yield return "Email:To is missing. Set the address of whoever is to be told, several separated by commas.";
        var faults = options.Provider == EmailProvider.Smtp ? SmtpFaults(options.Smtp) : AzureFaults(options.AzureCommunication);
        foreach (var fault in faults)
            yield return fault;
    }

    private static IEnumerable<string> SmtpFaults(SmtpOptions options)
    {
        if (options.Host.Length == 0)
            yield return "Email:Smtp:Host is missing. Set the name of your mail provider's SMTP server.";
        else if (options.Security == SmtpSecurity.None && !IsThisMachine(options.Host))
            yield return "Email:Smtp:Security None is only for a server on this machine: password and mails would travel in the clear. Use StartTls or Tls.";
        if (options.User is null != options.Password is null)
            yield return "Email:Smtp:User and Email:Smtp:Password belong together. Set both, or neither for a server without sign-in.";
    }

    private static IEnumerable<string> AzureFaults(AzureCommunicationOptions options)
    {
        if (options.Endpoint is null)
            yield return "Email:AzureCommunication:Endpoint is missing. Set the endpoint of the Communication Services resource.";
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
