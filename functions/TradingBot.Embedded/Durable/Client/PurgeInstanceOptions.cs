namespace TradingBot.Embedded.Durable.Client;

/// <summary>Recursive also purges the finished sub-orchestrations.</summary>
public record PurgeInstanceOptions(bool Recursive = false);
