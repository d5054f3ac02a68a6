using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Ports;

namespace TradingBot.Bybit.Account;

/// <summary>The unified account's money.</summary>
internal sealed class Wallet(BybitReader reader)
{
    public async Task<VenueResult<AccountBalance>> GetAsync(CancellationToken token)
    {
        var answer = await reader.ReadAsync(
            Endpoints.Wallet, category: null, Query.Of("accountType", "UNIFIED"), BybitJson.Default.WirePageWireWallet, token);
        return answer.Map(static read => read.Value.List is { Count: > 0 } list
            ? ToBalance(list[0])
            : throw new WireFormatException("Bybit shows no unified account for this key."));
    }

    private static AccountBalance ToBalance(WireWallet wire)
    {
        var coins = (wire.Coin ?? []).Select(ToCoin).ToList();
        return new AccountBalance
        {
            // Isolated margin leaves the totals empty; the coins' own USD values then make them up.
            TotalEquity = wire.TotalEquity ?? coins.Sum(static coin => coin.UsdValue ?? throw new WireFormatException($"Bybit values neither the account nor its {coin.Coin}.")),
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
