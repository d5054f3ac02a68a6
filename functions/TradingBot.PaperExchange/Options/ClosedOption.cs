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
    public decimal Qty { get; init; }
    public decimal EntryValue { get; init; }
    public decimal ExitValue { get; init; }
    public decimal OpenFee { get; init; }
    public decimal CloseFee { get; init; }
    public decimal DeliveryFee { get; init; }
    public decimal? DeliveryPrice { get; init; }
    public decimal Pnl { get; init; }
}
