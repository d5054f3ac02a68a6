namespace TradingBot.Bybit.Wire;

internal sealed record WireTransaction
{
    public string? Type { get; init; }

    public string? Currency { get; init; }

    public string? Category { get; init; }

    public string? Symbol { get; init; }

    public decimal? Change { get; init; }

    public decimal? CashFlow { get; init; }

    public decimal? Funding { get; init; }

    public decimal? Fee { get; init; }

    public decimal? CashBalance { get; init; }

    public string? TradeId { get; init; }

    public string? OrderId { get; init; }

    public string? OrderLinkId { get; init; }

    public long? TransactionTime { get; init; }
}
