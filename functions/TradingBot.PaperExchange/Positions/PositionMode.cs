using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Positions;

/// <summary>The position mode of one symbol; a symbol without a row is in one-way mode.</summary>
internal sealed record PositionMode(string Key, long Seq, bool Hedged) : IRow;
