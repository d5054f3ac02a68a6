using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Options;

/// <summary>One position that was delivered. The result is worth against entry less the delivery fee.</summary>
internal sealed record DeliveryRow : IRow
{
    public const string ExecType = "Delivery";

    public required string Key { get; init; }
    public required long Seq { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Symbol { get; init; }
    public required Side Side { get; init; }
    public required decimal Size { get; init; }
    public required decimal EntryPrice { get; init; }
    public required decimal DeliveryPrice { get; init; }
    public required decimal Strike { get; init; }
    public required decimal Fee { get; init; }
    public required decimal Result { get; init; }
}
