namespace TradingBot.Functions.Api.Account;

/// <summary>All open positions of one reading; asOf is null before the first.</summary>
public sealed record PositionsView(IReadOnlyList<PositionView> Items, string? Next, DateTimeOffset? AsOf, bool Stale);
