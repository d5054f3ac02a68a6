using TradingBot.Core.Markets;

namespace TradingBot.Core.Orders;

/// <summary>A wish to cancel one order. Spot keeps its stop orders apart, so they must be named as such.</summary>
public sealed record OrderCancellation(Category Category, Symbol Symbol, OrderLinkId LinkId, bool IsStopOrder = false);
