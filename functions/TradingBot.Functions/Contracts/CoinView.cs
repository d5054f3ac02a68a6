using TradingBot.Core.Ports;

namespace TradingBot.Functions.Contracts;

/// <summary>One coin of the account.</summary>
public sealed record CoinView(string Coin, decimal Equity, decimal WalletBalance, decimal UnrealizedPnl, decimal? UsdValue)
{
    public static CoinView Of(CoinBalance coin) => new(coin.Coin, coin.Equity, coin.WalletBalance, coin.UnrealizedPnl, coin.UsdValue);
}
