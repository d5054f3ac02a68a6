namespace TradingBot.Functions.Api.Account;

/// <summary>A part of the equity curve, newest first.</summary>
public sealed record EquityView(IReadOnlyList<EquityPointView> Items, string Resolution, string? Next);
