namespace TradingBot.Core.Exchange;

/// <summary>A venue's no, or the lack of an answer. Code is Bybit's retCode, or the negative HTTP status, or 0 for a transport failure.</summary>
public sealed record VenueError(int Code, string Message, VenueErrorClass Class);
