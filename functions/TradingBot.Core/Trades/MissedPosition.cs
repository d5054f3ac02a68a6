namespace TradingBot.Core.Trades;

/// <summary>A position of which the exchange shows less than our books.</summary>
/// <param name="Since">When that was first seen, in UTC.</param>
/// <param name="WatchedFrom">From when on it was seen without a pause of <see cref="WatchedTime.PositionPause"/>, in UTC.</param>
public sealed record MissedPosition(DateTimeOffset Since, DateTimeOffset WatchedFrom);
