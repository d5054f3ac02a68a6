namespace TradingBot.Functions.Api.Trades;

/// <summary>A take-profit target: its price and the share of the position it closes, in percent.</summary>
public sealed record TargetView(decimal Price, decimal Close);
