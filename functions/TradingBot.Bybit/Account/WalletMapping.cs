using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Account;

internal static class WalletMapping
{
    public static AccountBalance ToBalance(this WireWallet wire)
    {
        var coins = (wire.Coin ?? []).Select(ToCoin).ToList();
        return new AccountBalance
        {
            // Isolated margin leaves the totals empty; the coins' own USD values then make them up.
            TotalEquity = wire.TotalEquity ?? coins.Sum(
                static coin => coin.UsdValue ?? throw new WireFormatException($"Bybit values neither the account nor its {coin.Coin}.")),
            TotalWalletBalance = wire.TotalWalletBalance ?? coins.Sum(WalletInUsd),
            TotalAvailableBalance = wire.TotalAvailableBalance,
            TotalInitialMargin = wire.TotalInitialMargin,
            UnrealizedPnl = wire.TotalPerpUPL ?? coins.Sum(static coin => InUsd(coin, coin.UnrealizedPnl)),
            Coins = coins,
        };
    }

    private static CoinBalance ToCoin(WireWallet.WireCoin wire) => new(
        WireValue.Required(wire.Coin, "coin"),
        WireValue.Required(wire.Equity, "equity"),
        WireValue.Required(wire.WalletBalance, "walletBalance"),
        wire.Locked ?? 0m,
        wire.UnrealisedPnl ?? 0m,
        wire.UsdValue);

    private static decimal WalletInUsd(CoinBalance coin) => InUsd(coin, coin.WalletBalance);

    // The coin's price follows from its own equity; without equity there is nothing to convert by.
    private static decimal InUsd(CoinBalance coin, decimal amount) =>
        coin is { Equity: not 0m, UsdValue: { } value } ? value / coin.Equity * amount : 0m;
}
