namespace TradingBot.Infrastructure.Email;

/// <summary>Values of <c>Email:Provider</c>.</summary>
public enum EmailProvider
{
    None,
    Smtp,
    AzureCommunication,
}
