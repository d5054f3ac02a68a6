namespace TradingBot.Core.Exchange;

/// <summary>One coin of the account. Locked is bound by open spot orders.</summary>
public sealed record CoinBalance(
    string Coin, decimal Equity, decimal WalletBalance, decimal Locked, decimal UnrealizedPnl, decimal? UsdValue);
