using TradingBot.Functions.Api.Risk;

namespace TradingBot.Functions.Api.Account;

/// <summary>The account as last read, totals in USD; every figure is null before the first reading.</summary>
public sealed record AccountView
{
    public DateTimeOffset? AsOf { get; init; }

    public required bool Stale { get; init; }

    public required string Environment { get; init; }

    public decimal? TotalEquity { get; init; }

    public decimal? WalletBalance { get; init; }

    public decimal? AvailableBalance { get; init; }

    public decimal? UnrealizedPnl { get; init; }

    public decimal? MarginUsed { get; init; }

    public required IReadOnlyList<CoinView> Coins { get; init; }

    /// <summary>What all unfinished trades lose together if every stop is hit.</summary>
    public required decimal OpenRisk { get; init; }

    /// <summary>Equity now less the first equity of the day (UTC); null when either is unknown.</summary>
    public decimal? DayPnl { get; init; }

    public required HaltView Halt { get; init; }
}
