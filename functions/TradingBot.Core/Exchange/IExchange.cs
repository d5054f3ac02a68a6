namespace TradingBot.Core.Exchange;

/// <summary>
/// The exchange. Reads answer a value or a reason; whatever moves orders answers accepted, rejected or unknown. Nothing here throws for an
/// exchange's answer.
/// </summary>
public interface IExchange : IExchangeMarket, IExchangeOrders, IExchangePositions, IExchangeAccount;
