namespace TradingBot.Core.Risk;

/// <summary>The kill switch. While halted nothing opens; with flatten every open trade is closed.</summary>
public sealed record HaltState(bool IsHalted, string? Reason, bool Flatten, DateTimeOffset? Since, string? By);
