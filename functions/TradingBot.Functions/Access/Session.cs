namespace TradingBot.Functions.Access;

/// <summary>What the cookie says: whose session, since when, under which password.</summary>
internal sealed record Session(string Name, DateTimeOffset IssuedAt, string Stamp);
