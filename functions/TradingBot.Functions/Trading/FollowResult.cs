namespace TradingBot.Functions.Trading;

/// <summary>The state of a trade and when to look again, in milliseconds.</summary>
public sealed record FollowResult(FollowState State, int NextLookMilliseconds);
