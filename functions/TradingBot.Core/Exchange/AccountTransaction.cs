using TradingBot.Core.Markets;

namespace TradingBot.Core.Exchange;

/// <summary>One line of the exchange's own account book. Change = cash flow + funding − fee.</summary>
public sealed record AccountTransaction
{
    /// <summary>"TRADE", "SETTLEMENT" (funding), "LIQUIDATION", "DELIVERY", "TRANSFER_IN", "INTEREST"…</summary>
    public required string Type { get; init; }

    public required string Currency { get; init; }

    /// <summary>Null for lines that belong to no market, such as transfers.</summary>
    public Category? Category { get; init; }

    public Symbol? Symbol { get; init; }

    public required decimal Change { get; init; }

    public required decimal CashFlow { get; init; }

    /// <summary>Positive when received (the funding row among executions has the opposite sign).</summary>
    public required decimal Funding { get; init; }

    /// <summary>Positive when paid.</summary>
    public required decimal Fee { get; init; }

    /// <summary>Wallet of the currency after this line.</summary>
    public required decimal Balance { get; init; }

    /// <summary>Execution it stems from; null where none.</summary>
    public string? ExecId { get; init; }

    public string? ExchangeOrderId { get; init; }

    public string? LinkId { get; init; }

    public required DateTimeOffset At { get; init; }
}
