using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Accounts;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Http;

/// <summary>The account as wallet-balance shows it. Totals are in dollars, a coin's own figures in that coin.</summary>
internal static class WalletJson
{
    public static JsonObject Write(ExchangeState state, IReadOnlyCollection<string>? named)
    {
        var margin = Margin.Balance(state);
        var initial = Margin.PositionsInitial(state) + Margin.OrdersInitial(state);
        var maintenance = Margin.PositionsMaintenance(state);
        var upl = Margin.UnrealisedPnl(state);
        var property = state.Balances.All.Sum(row => row.Amount * Collateral.UsdPrice(state, row.Coin));
        var coins = named?.Select(state.BalanceOf) ?? state.Balances.All.Where(row => row.Amount != 0);
        return new JsonObject
        {
            ["accountType"] = "UNIFIED",
            ["totalEquity"] = Wire.Text(state.Balances.All.Sum(row => Margin.Equity(state, row) * Collateral.UsdPrice(state, row.Coin))),
            ["totalWalletBalance"] = Wire.Text(property),
            ["totalMarginBalance"] = Wire.Text(margin),
            ["totalAvailableBalance"] = Wire.Rounded(Margin.Available(state)),
            ["totalPerpUPL"] = Wire.Text(upl),
            ["totalInitialMargin"] = Wire.Rounded(initial),
            ["totalMaintenanceMargin"] = Wire.Rounded(maintenance),
            ["accountIMRate"] = Rate(initial, margin),
            ["accountMMRate"] = Rate(maintenance, margin),
            ["accountLTV"] = "0",
            ["coin"] = new JsonArray([.. coins.Select(row => Coin(state, row))]),
        };
    }

    private static JsonObject Coin(ExchangeState state, Balance row)
    {
        var upl = Margin.UnrealisedPnl(state, row.Coin);
        var equity = Margin.Equity(state, row);
        var backs = Collateral.Ratio(row.Coin) > 0;
        return new JsonObject
        {
            ["coin"] = row.Coin,
            ["equity"] = Wire.Text(equity),
            ["usdValue"] = Wire.Text(equity * Collateral.UsdPrice(state, row.Coin)),
            ["walletBalance"] = Wire.Text(row.Amount),
            ["free"] = "",
            ["locked"] = Wire.Text(Wallet.Locked(state, row.Coin)),
            ["spotHedgingQty"] = "0",
            ["borrowAmount"] = Wire.Text(Math.Max(0, -row.Amount)),
            ["spotBorrow"] = "0",
            ["availableToBorrow"] = "",
            ["availableToWithdraw"] = "",
            ["accruedInterest"] = "0",
            ["totalOrderIM"] = Wire.Rounded(Margin.OrdersInitial(state, row.Coin)),
            ["totalPositionIM"] = Wire.Rounded(Margin.PositionsInitial(state, row.Coin)),
            ["totalPositionMM"] = Wire.Rounded(Margin.PositionsMaintenance(state, row.Coin)),
            ["unrealisedPnl"] = Wire.Text(upl),
            ["cumRealisedPnl"] = Wire.Text(row.Realised),
            ["bonus"] = "0",
            ["marginCollateral"] = backs,
            ["collateralSwitch"] = backs,
        };
    }

    private static string Rate(decimal margin, decimal balance) => balance > 0 ? Wire.Text(Math.Round(margin / balance, 4)) : "0";
}
