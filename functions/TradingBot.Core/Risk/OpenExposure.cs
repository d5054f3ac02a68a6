using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Risk;

/// <summary>What one unfinished trade binds of the limits: its notional and its risk at the stop, both in quote coin.</summary>
public sealed record OpenExposure(
    TradeId Trade, StrategyKey Strategy, Category Category, Symbol Symbol, Direction Direction, decimal Notional, decimal Risk);
