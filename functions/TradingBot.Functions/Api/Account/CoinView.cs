using TradingBot.Core.Exchange;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Account;

/// <summary>One coin of the account.</summary>
public sealed record CoinView(
    string Coin,
    [property: Unit(Unit.NamedCoin)] decimal Equity,
    [property: Unit(Unit.NamedCoin)] decimal WalletBalance,
    [property: Unit(Unit.NamedCoin)] decimal UnrealizedPnl,
    [property: Unit(Unit.Usd)] decimal? UsdValue)
{
    public static CoinView Of(CoinBalance coin) => new(coin.Coin, coin.Equity, coin.WalletBalance, coin.UnrealizedPnl, coin.UsdValue);
}
