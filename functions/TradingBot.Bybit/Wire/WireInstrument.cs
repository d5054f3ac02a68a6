namespace TradingBot.Bybit.Wire;

internal sealed record WireInstrument
{
    public string? Symbol { get; init; }

    public string? Status { get; init; }

    public string? BaseCoin { get; init; }

    public string? QuoteCoin { get; init; }

    public string? SettleCoin { get; init; }

    public bool? IsPreListing { get; init; }

    public PreListing? PreListingInfo { get; init; }

    public Prices? PriceFilter { get; init; }

    public Lots? LotSizeFilter { get; init; }

    public Leverages? LeverageFilter { get; init; }

    internal sealed record PreListing
    {
        public string? CurAuctionPhase { get; init; }
    }

    internal sealed record Prices
    {
        public decimal? TickSize { get; init; }
    }

    internal sealed record Lots
    {
        public decimal? MinOrderQty { get; init; }

        public decimal? QtyStep { get; init; }

        public decimal? MaxOrderQty { get; init; }

        public decimal? MaxMktOrderQty { get; init; }

        public decimal? MinNotionalValue { get; init; }

        public decimal? BasePrecision { get; init; }

        public decimal? MinOrderAmt { get; init; }

        public decimal? MaxLimitOrderQty { get; init; }

        public decimal? MaxMarketOrderQty { get; init; }
    }

    internal sealed record Leverages
    {
        public decimal? MaxLeverage { get; init; }

        public decimal? LeverageStep { get; init; }
    }
}
