using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Positions;

/// <summary>What one closing order brought: gross result less its share of the opening fee and its own fee.</summary>
internal sealed record ClosedPnl : IRow
{
    public required string OrderId { get; init; }
    public required long Seq { get; init; }
    public required Category Category { get; init; }
    public required string Symbol { get; init; }
    public required Side Side { get; init; }
    public required OrderType OrderType { get; init; }

    /// <summary>In the quote coin; absent for an order at market.</summary>
    public required decimal? OrderPrice { get; init; }

    /// <summary>Base coin (inverse: dollars).</summary>
    public required decimal OrderQty { get; init; }

    /// <summary>The position's, a factor.</summary>
    public required decimal Leverage { get; init; }
    public required string ExecType { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Base coin (inverse: dollars).</summary>
    public decimal ClosedSize { get; init; }

    /// <summary>In the settle coin, as all values and fees here.</summary>
    public decimal EntryValue { get; init; }

    /// <summary>In the settle coin.</summary>
    public decimal ExitValue { get; init; }

    /// <summary>In the settle coin, after the share of the opening fee and the closing fee, without funding.</summary>
    public decimal Pnl { get; init; }

    /// <summary>The closed part's share of the opening fee, settle coin.</summary>
    public decimal OpenFee { get; init; }

    /// <summary>In the settle coin.</summary>
    public decimal CloseFee { get; init; }
    public int FillCount { get; init; }
    public string Key => OrderId;
}
