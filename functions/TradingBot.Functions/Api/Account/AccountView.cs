using System.ComponentModel.DataAnnotations;
using TradingBot.Core.Exchange;
using TradingBot.Functions.Api.Risk;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Account;

/// <summary>The account as last read, totals in USD; every figure is null before the first reading.</summary>
public sealed record AccountView
{
    /// <summary>When it was read; null before the first reading.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The reading is older than 30 seconds, or there is none.</summary>
    public required bool Stale { get; init; }

    /// <summary>The exchange that this installation trades on.</summary>
    [AllowedValues("paper", "demo", "testnet", "mainnet")]
    public required string Environment { get; init; }

    [Unit(Unit.Usd)]
    public decimal? TotalEquity { get; init; }

    [Unit(Unit.Usd)]
    public decimal? WalletBalance { get; init; }

    [Unit(Unit.Usd)]
    public decimal? AvailableBalance { get; init; }

    [Unit(Unit.Usd)]
    public decimal? UnrealizedPnl { get; init; }

    [Unit(Unit.Usd)]
    public decimal? MarginUsed { get; init; }

    public required IReadOnlyList<CoinView> Coins { get; init; }

    /// <summary>What all unfinished trades lose together if every stop is hit.</summary>
    [Unit(Unit.Usd)]
    public required decimal OpenRisk { get; init; }

    /// <summary>Equity now less the first equity of the day (UTC); null when either is unknown.</summary>
    [Unit(Unit.Usd)]
    public decimal? DayPnl { get; init; }

    /// <summary>Of the equity at the day's start.</summary>
    [Unit(Unit.Percent)]
    public decimal? DayPnlPercent { get; init; }

    /// <summary>Of the total equity.</summary>
    [Unit(Unit.Percent)]
    public decimal? UnrealizedPnlPercent { get; init; }

    /// <summary>Of the total equity.</summary>
    [Unit(Unit.Percent)]
    public decimal? OpenRiskPercent { get; init; }

    /// <summary>Of the total equity.</summary>
    [Unit(Unit.Percent)]
    public decimal? AvailablePercent { get; init; }

    public required HaltView Halt { get; init; }
}

/// <summary>One coin of the account.</summary>
public sealed record CoinView(
    string Coin,
    [property: Unit(Unit.NamedCoin)] decimal Equity,
    [property: Unit(Unit.NamedCoin)] decimal WalletBalance,
    [property: Unit(Unit.NamedCoin)] decimal UnrealizedPnl,
    [property: Unit(Unit.Usd)] decimal? UsdValue)
{
    public static CoinView Of(CoinBalance coin) => new(coin.Coin, coin.Equity, coin.WalletBalance, coin.UnrealizedPnl, coin.UsdValue);
}
