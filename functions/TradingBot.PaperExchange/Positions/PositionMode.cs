namespace TradingBot.PaperExchange;

/// <summary>The position mode of one symbol; a symbol without a row is in one-way mode.</summary>
internal sealed record PositionMode(string Key, long Seq, bool Hedged) : IRow;
