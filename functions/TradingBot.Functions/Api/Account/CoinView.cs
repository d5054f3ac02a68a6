using TradingBot.Core.Exchange;

namespace TradingBot.Functions.Api.Account;

/// <summary>One coin of the account.</summary>
public sealed record CoinView(string Coin, decimal Equity, decimal WalletBalance, decimal UnrealizedPnl, decimal? UsdValue)
{
    public static CoinView Of(CoinBalance coin) => new(coin.Coin, coin.Equity, coin.WalletBalance, coin.UnrealizedPnl, coin.UsdValue);
}
