using TradingBot.Core.Trades;

namespace TradingBot.Trading.Entries;

/// <summary>
/// An approved trade whose order was not sent yet, and the leverage that the exchange has set for its symbol, if it is known.
/// </summary>
public sealed record ApprovedEntry(TradeRecord Trade, decimal? ExchangeLeverage);
