using System.ComponentModel.DataAnnotations;

namespace TradingBot.Functions.Trading;

/// <summary>Settings <c>Trading:*</c>: how patient the bot is.</summary>
public sealed class TradingOptions
{
    public const string Section = "Trading";

    /// <summary>Seconds a position may stand without a confirmed stop before it is closed; the promise to the trader is 10.</summary>
    [Range(1, 9)]
    public int ProtectWithinSeconds { get; init; } = 8;

    /// <summary>Seconds between two looks at an open, protected position.</summary>
    [Range(1, 60)]
    public int FollowSeconds { get; init; } = 2;

    /// <summary>Seconds an order may stay invisible at the venue before it counts as never placed.</summary>
    [Range(3, 120)]
    public int LookUpSeconds { get; init; } = 10;
}
