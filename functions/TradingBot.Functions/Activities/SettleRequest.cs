namespace TradingBot.Functions.Activities;

public sealed record SettleRequest(Guid TradeId, bool IsLastTry);
