using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Engine;

/// <summary>Orders by which the exchange itself closes a position: take-profit, stop-loss, trailing stop, liquidation.</summary>
internal static class ClosingOrder
{
    /// <summary>An order at market that takes from a position and opens nothing.</summary>
    public static Order For(ExchangeState state, Position position, decimal qty) => new()
    {
        Id = state.NextGuid().ToString(),
        Seq = state.NextSequence(),
        Category = position.Category,
        Symbol = position.Symbol,
        PositionIdx = position.Idx,
        Side = position.Side == Side.Buy ? Side.Sell : Side.Buy,
        Type = OrderType.Market,
        TimeInForce = TimeInForce.IOC,
        Qty = qty,
        ReduceOnly = true,
        CreatedAt = state.Now,
        UpdatedAt = state.Now,
    };
}
