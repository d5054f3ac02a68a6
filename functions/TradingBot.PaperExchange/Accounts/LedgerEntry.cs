using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Accounts;

/// <summary>
/// One change of one coin's balance: change = cash flow + funding - fee. A positive fee was paid, a positive funding received.
/// </summary>
internal sealed record LedgerEntry : IRow
{
    public required string Id { get; init; }
    public required long Seq { get; init; }
    public required string Coin { get; init; }

    /// <summary>In the coin; positive: received.</summary>
    public required decimal CashFlow { get; init; }

    /// <summary>In the coin; negative: a rebate.</summary>
    public required decimal Fee { get; init; }

    /// <summary>In the coin; positive: received.</summary>
    public decimal Funding { get; init; }

    /// <summary>The part of the cash flow that the insurance account bears; negative: gains.</summary>
    public decimal Insured { get; init; }

    /// <summary>Amount of the coin owned after this entry.</summary>
    public required decimal BalanceAfter { get; init; }

    public required DateTimeOffset At { get; init; }
    public required string Type { get; init; }
    public Category? Category { get; init; }
    public string Symbol { get; init; } = "";
    public Side? Side { get; init; }
    public string OrderId { get; init; } = "";
    public string OrderLinkId { get; init; } = "";
    public string TradeId { get; init; } = "";

    /// <summary>Quantity of the fill: base coin, inverse dollars; zero where nothing was traded.</summary>
    public decimal Qty { get; init; }

    /// <summary>Price of the fill in the quote coin.</summary>
    public decimal Price { get; init; }

    /// <summary>Fraction of the value, or the funding rate on a funding entry.</summary>
    public decimal FeeRate { get; init; }

    /// <summary>Signed position after the trade.</summary>
    public decimal Size { get; init; }

    /// <summary>What the entry adds to the balance, in the coin.</summary>
    public decimal Change => CashFlow + Funding - Fee;

    public string Key => Id;
}
