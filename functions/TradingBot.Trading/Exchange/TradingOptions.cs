using System.ComponentModel.DataAnnotations;

namespace TradingBot.Trading.Exchange;

/// <summary>Settings <c>Trading:*</c>: how patient the bot is.</summary>
public sealed class TradingOptions
{
    public const string Section = "Trading";

    /// <summary>The second of the two switches that real money needs.</summary>
    [Display(Description = "the second switch that real money needs, besides Bybit:Environment mainnet")]
    public bool AllowMainnet { get; init; }

    /// <summary>
    /// Seconds a position may stand without a confirmed stop before it is closed; 1 to 9, the promise to the trader is 10.
    /// </summary>
    [Range(1, 9)]
    [Display(Description = "seconds a position may stand without a confirmed stop before it is closed")]
    public int ProtectWithinSeconds { get; init; } = 8;

    /// <summary>Seconds between two looks at an open, protected position, 1 to 60.</summary>
    [Range(1, 60)]
    [Display(Description = "seconds between two looks at an open, protected position")]
    public int FollowSeconds { get; init; } = 2;

    /// <summary>Seconds an entry order may stay invisible at the exchange before it counts as never placed, 3 to 120.</summary>
    [Range(3, 120)]
    [Display(Description = "seconds an entry order may stay invisible at the exchange before it counts as never placed")]
    public int LookUpSeconds { get; init; } = 10;
}
