namespace TradingBot.Infrastructure.Postgres.Queries;

/// <summary>One command of several that travel together.</summary>
internal sealed record Statement(string Sql, Args Args);
