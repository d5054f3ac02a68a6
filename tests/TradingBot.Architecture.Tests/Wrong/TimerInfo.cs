namespace TradingBot.Architecture.Tests.Wrong;

/// <summary>A copy of a type of the SDK, for the rule that forbids one.</summary>
internal sealed class TimerInfo;
