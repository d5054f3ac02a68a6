namespace TradingBot.Bybit.Tests.Contract;

/// <summary>The markets in which the contract is held; Hedge is linear with a long and a short position a symbol.</summary>
public enum Market
{
    Spot,
    Linear,
    Hedge,
    Inverse,
    Option,
}
