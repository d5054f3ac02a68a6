namespace TradingBot.Core.Trades;

/// <summary>What an alert takes of one of several trades.</summary>
/// <param name="Seen">The trade as the part was reckoned from it.</param>
/// <param name="Quantity">In the unit of the trade's quantity, greater than zero; null: all of it.</param>
/// <param name="Line">Tells of it in the trade's story.</param>
public sealed record Taking(TradeRecord Seen, decimal? Quantity, NewTradeEvent Line);
