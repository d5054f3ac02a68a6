namespace TradingBot.Infrastructure.Email;

/// <summary>The settings <c>Email:Smtp:*</c>.</summary>
public sealed class SmtpOptions
{
    public string Host { get; init; } = "";

    public int Port { get; init; } = 587;

    /// <summary>Null: no sign-in.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    public SmtpSecurity Security { get; init; }
}
