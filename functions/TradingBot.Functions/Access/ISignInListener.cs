namespace TradingBot.Functions.Access;

/// <summary>Is told of every sign-in with the administrator's password. A call with the automation token is none.</summary>
public interface ISignInListener
{
    void SignedIn();
}
