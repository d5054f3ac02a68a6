namespace TradingBot.Infrastructure.Postgres;

/// <summary>One command of several that travel together.</summary>
internal sealed record Statement(string Sql, Args Args);
