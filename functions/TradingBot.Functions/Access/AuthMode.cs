namespace TradingBot.Functions.Access;

/// <summary>Who says who is calling.</summary>
public enum AuthMode
{
    /// <summary>The bot itself: a password and a cookie, or an automation token.</summary>
    Local,

    /// <summary>The Azure Static Web App in front of a function app that takes calls from nowhere else.</summary>
    StaticWebApps,
}
