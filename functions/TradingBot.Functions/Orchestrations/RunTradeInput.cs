namespace TradingBot.Functions.Orchestrations;

public sealed record RunTradeInput(Guid TradeId, bool IsPlaced);
