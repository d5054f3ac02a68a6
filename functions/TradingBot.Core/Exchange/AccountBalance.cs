namespace TradingBot.Core.Exchange;

/// <summary>The unified account, totals in USD; null where the exchange gives none (isolated margin).</summary>
public sealed record AccountBalance
{
    public required decimal TotalEquity { get; init; }

    public required decimal TotalWalletBalance { get; init; }

    public decimal? TotalAvailableBalance { get; init; }

    public decimal? TotalInitialMargin { get; init; }

    public required decimal UnrealizedPnl { get; init; }

    public required IReadOnlyList<CoinBalance> Coins { get; init; }
}

/// <summary>One coin of the account. Locked is bound by open spot orders.</summary>
public sealed record CoinBalance(
    string Coin, decimal Equity, decimal WalletBalance, decimal Locked, decimal UnrealizedPnl, decimal? UsdValue);
