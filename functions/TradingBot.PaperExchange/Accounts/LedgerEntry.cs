using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Accounts;

/// <summary>One change of one coin's balance: change = cash flow + funding - fee. A positive fee was paid, a positive funding received.</summary>
internal sealed record LedgerEntry : IRow
{
    public required string Id { get; init; }
    public required long Seq { get; init; }
    public required string Coin { get; init; }
    public required decimal CashFlow { get; init; }
    public required decimal Fee { get; init; }
    public decimal Funding { get; init; }

    /// <summary>The part of the cash flow that the insurance account bears; negative: gains.</summary>
    public decimal Insured { get; init; }

    public required decimal BalanceAfter { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Type { get; init; }
    public Category? Category { get; init; }
    public string Symbol { get; init; } = "";
    public Side? Side { get; init; }
    public string OrderId { get; init; } = "";
    public string OrderLinkId { get; init; } = "";
    public string TradeId { get; init; } = "";
    public decimal Qty { get; init; }
    public decimal Price { get; init; }
    public decimal FeeRate { get; init; }

    /// <summary>Signed position after the trade.</summary>
    public decimal Size { get; init; }

    public decimal Change => CashFlow + Funding - Fee;
    public string Key => Id;
}
