namespace TradingBot.LocalRuntime;

/// <summary>The application cannot start; the message is one sentence for its user that names the cause and the fix.</summary>
public sealed class StartupException : Exception
{
    public StartupException(string message)
        : base(message)
    {
    }

    public StartupException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
