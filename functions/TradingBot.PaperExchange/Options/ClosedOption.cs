using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Options;

/// <summary>An option position from its opening to its end, by trades or by delivery. Listed once it has ended.</summary>
internal sealed record ClosedOption : IRow
{
    public required string Key { get; init; }
    public required long Seq { get; init; }
    public required string Symbol { get; init; }
    public required Side Side { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>In the coin.</summary>
    public decimal Qty { get; init; }

    /// <summary>Premium of all entries, USDT.</summary>
    public decimal EntryValue { get; init; }

    /// <summary>Premium of all exits, or the worth at delivery, USDT.</summary>
    public decimal ExitValue { get; init; }

    /// <summary>USDT.</summary>
    public decimal OpenFee { get; init; }

    /// <summary>USDT.</summary>
    public decimal CloseFee { get; init; }

    /// <summary>USDT.</summary>
    public decimal DeliveryFee { get; init; }

    /// <summary>Price of the coin at expiry, USDT; null when the position was traded away.</summary>
    public decimal? DeliveryPrice { get; init; }

    /// <summary>USDT, after all fees.</summary>
    public decimal Pnl { get; init; }
}
