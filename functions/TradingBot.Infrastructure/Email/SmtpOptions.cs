using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TradingBot.Infrastructure.Email;

/// <summary>The settings <c>Email:Smtp:*</c>.</summary>
public sealed class SmtpOptions
{
    [HostName]
    [Display(Description = "your mail provider's SMTP server", ShortName = "a server's name or address alone", Prompt = "mail.example.com")]
    public string Host { get; init; } = "";

    /// <summary>1 to 65535; null: <see cref="PortInUse"/> goes by the security.</summary>
    [DefaultValue("587 (Tls 465)")]
    [Range(1, 65_535)]
    [Display(Description = "port of that server")]
    public int? Port { get; init; }

    /// <summary>Null: no sign-in.</summary>
    [Display(Description = "who signs in there; empty for a server without sign-in")]
    public string? User { get; init; }

    [PasswordPropertyText(true)]
    [Display(Description = "belongs to Email:Smtp:User")]
    public string? Password { get; init; }

    [DefaultValue("StartTls")]
    [Display(Description = "None only for a server on this machine")]
    public SmtpSecurity Security { get; init; }

    /// <summary>587 is for mail that is submitted (RFC 6409), 465 for TLS from the first byte (RFC 8314).</summary>
    public int PortInUse => Port ?? (Security == SmtpSecurity.Tls ? 465 : 587);
}
