namespace TradingBot.Bybit.Wire;

internal sealed record WireClosedOption
{
    public string? Symbol { get; init; }

    /// <summary>Side of the position, not of the order that closed it.</summary>
    public string? Side { get; init; }

    public decimal? Qty { get; init; }

    public decimal? AvgEntryPrice { get; init; }

    public decimal? AvgExitPrice { get; init; }

    public decimal? DeliveryPrice { get; init; }

    public decimal? TotalOpenFee { get; init; }

    public decimal? TotalCloseFee { get; init; }

    public decimal? DeliveryFee { get; init; }

    public decimal? TotalPnl { get; init; }

    public long? OpenTime { get; init; }

    public long? CloseTime { get; init; }
}
