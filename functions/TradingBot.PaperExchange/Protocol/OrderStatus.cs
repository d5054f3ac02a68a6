namespace TradingBot.PaperExchange.Protocol;

/// <summary>Life of an order. Created is accepted but not yet seen by the matcher, and is never shown to a client.</summary>
internal enum OrderStatus
{
    Created,
    Untriggered,
    New,
    PartiallyFilled,
    Filled,
    Cancelled,
    Rejected,
    PartiallyFilledCanceled,
    Deactivated,
}
