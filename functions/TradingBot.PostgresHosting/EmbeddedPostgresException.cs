namespace TradingBot.PostgresHosting;

/// <summary>The server could not be installed or started; the message is one sentence that names the cause and the fix.</summary>
public sealed class EmbeddedPostgresException(string message, Exception? cause = null) : Exception(message, cause);
