namespace TradingBot.Infrastructure.Email;

/// <summary>
/// Values of <c>Email:Smtp:Security</c>: how the connection is encrypted. Nothing is ever sent in the clear beyond this machine.
/// </summary>
public enum SmtpSecurity
{
    /// <summary>Begun in the clear, encrypted before anything is said; without it there is no mail. Port 587 as a rule.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte. Port 465 as a rule.</summary>
    Tls,

    /// <summary>Only for a server on this machine.</summary>
    None,
}
