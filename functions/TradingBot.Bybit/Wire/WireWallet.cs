namespace TradingBot.Bybit.Wire;

internal sealed record WireWallet
{
    public decimal? TotalEquity { get; init; }

    public decimal? TotalWalletBalance { get; init; }

    public decimal? TotalAvailableBalance { get; init; }

    public decimal? TotalInitialMargin { get; init; }

    public decimal? TotalPerpUPL { get; init; }

    public IReadOnlyList<WireCoin>? Coin { get; init; }

    internal sealed record WireCoin
    {
        public string? Coin { get; init; }

        public decimal? Equity { get; init; }

        public decimal? WalletBalance { get; init; }

        public decimal? Locked { get; init; }

        public decimal? UnrealisedPnl { get; init; }

        public decimal? UsdValue { get; init; }
    }
}
