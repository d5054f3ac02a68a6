using TradingBot.Core.Orders;

namespace TradingBot.Core.Exchange;

/// <summary>The exchange's own profit figure for one closing order, fees of both sides included, funding not.</summary>
public sealed record ClosedPnl(string ExchangeOrderId, OrderSide ClosingSide, decimal Quantity, decimal Pnl, DateTimeOffset At);
