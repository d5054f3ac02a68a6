namespace TradingBot.Embedded.Durable.Client;

/// <summary>The output a terminated instance gets; recursive also terminates its sub-orchestrations.</summary>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
