using TradingBot.Core.Markets;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Ledger;

/// <summary>The venue and our ledger disagree. One unresolved row exists per kind, category, symbol and trade.</summary>
public sealed record Discrepancy(string Kind, Category Category, Symbol Symbol, TradeId? TradeId, string Message, bool IsHealed);
