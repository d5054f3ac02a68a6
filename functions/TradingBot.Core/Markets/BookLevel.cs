namespace TradingBot.Core.Markets;

/// <summary>What is offered at one price of the market's depth.</summary>
public sealed record BookLevel(decimal Price, decimal Quantity);
