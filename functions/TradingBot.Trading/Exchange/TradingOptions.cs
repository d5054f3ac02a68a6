namespace TradingBot.Trading.Exchange;

/// <summary>Settings <c>Trading:*</c>: how patient the bot is.</summary>
public sealed class TradingOptions
{
    public const string Section = "Trading";

    /// <summary>Seconds a position may stand without a confirmed stop before it is closed; 1 to 9, the promise to the trader is 10.</summary>
    public int ProtectWithinSeconds { get; init; } = 8;

    /// <summary>Seconds between two looks at an open, protected position, 1 to 60.</summary>
    public int FollowSeconds { get; init; } = 2;

    /// <summary>Seconds an order may stay invisible at the exchange before it counts as never placed, 3 to 120.</summary>
    public int LookUpSeconds { get; init; } = 10;
}
