namespace TradingBot.Bybit.Wire;

internal sealed record WireTransaction
{
    public string? Type { get; init; }

    public string? Currency { get; init; }

    public string? Category { get; init; }

    public string? Symbol { get; init; }

    /// <summary>Change of the balance, in <see cref="Currency"/>: cash flow and funding less the fee.</summary>
    public decimal? Change { get; init; }

    /// <summary>In <see cref="Currency"/>, fee and funding not counted.</summary>
    public decimal? CashFlow { get; init; }

    /// <summary>In <see cref="Currency"/>.</summary>
    public decimal? Funding { get; init; }

    /// <summary>In <see cref="Currency"/>; positive is paid, negative a rebate.</summary>
    public decimal? Fee { get; init; }

    /// <summary>Balance afterwards, in <see cref="Currency"/>.</summary>
    public decimal? CashBalance { get; init; }

    public string? TradeId { get; init; }

    public string? OrderId { get; init; }

    public string? OrderLinkId { get; init; }

    public long? TransactionTime { get; init; }
}
