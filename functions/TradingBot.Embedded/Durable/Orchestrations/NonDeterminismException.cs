namespace TradingBot.Embedded.Durable.Orchestrations;

/// <summary>The code made other calls in a replay than its history has.</summary>
internal sealed class NonDeterminismException(int episode, string expected, string actual)
    : Exception($"Step {episode} of the history expects {expected}; the code made {actual}.");
