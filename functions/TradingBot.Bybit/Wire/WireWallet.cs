namespace TradingBot.Bybit.Wire;

internal sealed record WireWallet
{
    /// <summary>USD.</summary>
    public decimal? TotalEquity { get; init; }

    /// <summary>USD.</summary>
    public decimal? TotalWalletBalance { get; init; }

    /// <summary>USD; empty where the account's margin mode knows none.</summary>
    public decimal? TotalAvailableBalance { get; init; }

    /// <summary>USD; empty where the account's margin mode knows none.</summary>
    public decimal? TotalInitialMargin { get; init; }

    /// <summary>Unrealized profit of perpetuals, USD.</summary>
    public decimal? TotalPerpUPL { get; init; }

    public IReadOnlyList<WireCoin>? Coin { get; init; }

    internal sealed record WireCoin
    {
        public string? Coin { get; init; }

        /// <summary>In the coin.</summary>
        public decimal? Equity { get; init; }

        /// <summary>In the coin.</summary>
        public decimal? WalletBalance { get; init; }

        /// <summary>In the coin, by spot orders.</summary>
        public decimal? Locked { get; init; }

        /// <summary>In the coin.</summary>
        public decimal? UnrealisedPnl { get; init; }

        /// <summary>USD.</summary>
        public decimal? UsdValue { get; init; }
    }
}
