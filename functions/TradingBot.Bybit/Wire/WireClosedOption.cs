namespace TradingBot.Bybit.Wire;

internal sealed record WireClosedOption
{
    public string? Symbol { get; init; }

    /// <summary>Side of the position, not of the order that closed it.</summary>
    public string? Side { get; init; }

    /// <summary>Base coin.</summary>
    public decimal? Qty { get; init; }

    /// <summary>Premium in USDT for one base coin.</summary>
    public decimal? AvgEntryPrice { get; init; }

    /// <summary>Premium in USDT for one base coin.</summary>
    public decimal? AvgExitPrice { get; init; }

    /// <summary>Price of the underlying at expiry, in USDT; absent when the position was traded away.</summary>
    public decimal? DeliveryPrice { get; init; }

    /// <summary>USDT.</summary>
    public decimal? TotalOpenFee { get; init; }

    /// <summary>USDT.</summary>
    public decimal? TotalCloseFee { get; init; }

    /// <summary>USDT.</summary>
    public decimal? DeliveryFee { get; init; }

    /// <summary>USDT, all fees deducted.</summary>
    public decimal? TotalPnl { get; init; }

    public long? OpenTime { get; init; }

    public long? CloseTime { get; init; }
}
