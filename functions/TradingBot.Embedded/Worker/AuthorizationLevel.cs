namespace TradingBot.Embedded.Worker;

/// <summary>What a caller of an HTTP function must show: nothing (Anonymous) or a key.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}
