namespace TradingBot.Core.Accounts;

/// <summary>Equity at one moment, in USD.</summary>
public sealed record EquityPoint(DateTimeOffset At, decimal Equity, decimal WalletBalance, decimal UnrealizedPnl);
