using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

internal static class ForgottenOrders
{
    /// <summary>
    /// Ends an order in our books that the exchange had taken and shows neither live nor in its history: it has gone with the account's
    /// history. False while it is shown.
    /// </summary>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public static async Task<bool> ForgetIfGoneAsync(
        this ITradeLedger ledger, IExchange exchange, TradeRecord trade, OrderRecord order, TimeProvider time, CancellationToken token)
    {
        if (await exchange.FindOrderAsync(trade.Category, trade.Symbol, order.LinkId, token).RequireAsync() is not null)
            return false;
        var gone = new OrderUpdate(order.LinkId, OrderStatus.Cancelled, Reason: "The exchange does not know it any more.");
        await ledger.UpdateOrderAsync(trade.Id, gone, TradeEvents.OrderCancelled(order, gone.Reason), time.GetUtcNow(), token);
        return true;
    }
}
