namespace TradingBot.Core.Signals;

/// <summary>Which signals are listed; null means any.</summary>
public sealed record SignalFilter(string? Strategy = null, SignalStatus? Status = null);
