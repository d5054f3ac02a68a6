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

    /// <summary>In the coin, zero or more.</summary>
    public required decimal Size { get; init; }

    /// <summary>Premium, USDT for one coin.</summary>
    public required decimal EntryPrice { get; init; }

    /// <summary>Price of the coin at expiry, USDT.</summary>
    public required decimal DeliveryPrice { get; init; }

    /// <summary>USDT.</summary>
    public required decimal Strike { get; init; }

    /// <summary>USDT.</summary>
    public required decimal Fee { get; init; }

    /// <summary>USDT.</summary>
    public required decimal Result { get; init; }
}
