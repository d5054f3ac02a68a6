namespace TradingBot.LocalRuntime.Durable.Orchestrations;

/// <summary>The code made other calls in a replay than its history has.</summary>
internal sealed class NonDeterminismException(string difference) : Exception(difference);
