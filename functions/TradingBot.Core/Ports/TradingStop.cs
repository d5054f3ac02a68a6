using TradingBot.Core.Markets;

namespace TradingBot.Core.Ports;

/// <summary>Full-position stop and target of a derivatives position. Null leaves a side unchanged, zero removes it.</summary>
public sealed record TradingStop(Category Category, Symbol Symbol, decimal? StopLoss, decimal? TakeProfit);
