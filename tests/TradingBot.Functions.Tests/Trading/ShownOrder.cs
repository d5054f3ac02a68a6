using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>An order of a hundredth that the exchange shows with nothing of it filled.</summary>
internal static class ShownOrder
{
    /// <param name="side">Which side it is on.</param>
    /// <param name="at">When it was placed and last changed.</param>
    /// <param name="link">The id that it was sent with; null: a person's.</param>
    /// <param name="status">How the exchange shows it.</param>
    public static ExchangeOrder Of(OrderSide side, DateTimeOffset at, string? link = null, OrderStatus status = OrderStatus.Open) => new()
    {
        Category = Category.Linear,
        Symbol = TradeDriver.Btc,
        ExchangeOrderId = "exchange-1",
        LinkId = link,
        Side = side,
        Status = status,
        Quantity = 0.01m,
        FilledQuantity = 0,
        CreatedAt = at,
        UpdatedAt = at,
    };
}
