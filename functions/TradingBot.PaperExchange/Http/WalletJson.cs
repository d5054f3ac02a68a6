using System.Text.Json.Nodes;

namespace TradingBot.PaperExchange;

/// <summary>The account as wallet-balance shows it. Only the settle coin carries margin; a USDT counts as one dollar.</summary>
internal static class WalletJson
{
    public static JsonObject Write(Ledger ledger, IReadOnlyCollection<string>? named)
    {
        var margin = Margin.Balance(ledger);
        var initial = Margin.PositionsInitial(ledger) + Margin.OrdersInitial(ledger);
        var maintenance = Margin.PositionsMaintenance(ledger);
        var upl = Margin.UnrealisedPnl(ledger);
        var property = ledger.Balances.All.Sum(row => UsdValue(ledger, row.Coin, row.Amount));
        var coins = named?.Select(ledger.BalanceOf) ?? ledger.Balances.All.Where(row => row.Amount != 0);
        return new JsonObject
        {
            ["accountType"] = "UNIFIED",
            ["totalEquity"] = Wire.Text(property + upl),
            ["totalWalletBalance"] = Wire.Text(property),
            ["totalMarginBalance"] = Wire.Text(margin),
            ["totalAvailableBalance"] = Wire.Rounded(Margin.Available(ledger)),
            ["totalPerpUPL"] = Wire.Text(upl),
            ["totalInitialMargin"] = Wire.Rounded(initial),
            ["totalMaintenanceMargin"] = Wire.Rounded(maintenance),
            ["accountIMRate"] = Rate(initial, margin),
            ["accountMMRate"] = Rate(maintenance, margin),
            ["accountLTV"] = "0",
            ["coin"] = new JsonArray([.. coins.Select(row => Coin(ledger, row))]),
        };
    }

    private static JsonObject Coin(Ledger ledger, Balance row)
    {
        var settles = row.Coin == Margin.SettleCoin;
        var upl = settles ? Margin.UnrealisedPnl(ledger) : 0;
        return new JsonObject
        {
            ["coin"] = row.Coin,
            ["equity"] = Wire.Text(row.Amount + upl),
            ["usdValue"] = Wire.Text(UsdValue(ledger, row.Coin, row.Amount + upl)),
            ["walletBalance"] = Wire.Text(row.Amount),
            ["free"] = "",
            ["locked"] = Wire.Text(Wallet.Locked(ledger, row.Coin)),
            ["spotHedgingQty"] = "0",
            ["borrowAmount"] = "0",
            ["spotBorrow"] = "0",
            ["availableToBorrow"] = "",
            ["availableToWithdraw"] = "",
            ["accruedInterest"] = "0",
            ["totalOrderIM"] = settles ? Wire.Rounded(Margin.OrdersInitial(ledger)) : "0",
            ["totalPositionIM"] = settles ? Wire.Rounded(Margin.PositionsInitial(ledger)) : "0",
            ["totalPositionMM"] = settles ? Wire.Rounded(Margin.PositionsMaintenance(ledger)) : "0",
            ["unrealisedPnl"] = Wire.Text(upl),
            ["cumRealisedPnl"] = Wire.Text(row.Realised),
            ["bonus"] = "0",
            ["marginCollateral"] = settles,
            ["collateralSwitch"] = settles,
        };
    }

    private static decimal UsdValue(Ledger ledger, string coin, decimal amount) =>
        InstrumentCatalog.All.FirstOrDefault(row => row.Category == Category.Spot && row.BaseCoin == coin) is { } pair
            ? amount * ledger.Last(pair.Category, pair.Symbol)
            : amount;

    private static string Rate(decimal margin, decimal balance) => balance > 0 ? Wire.Text(Math.Round(margin / balance, 4)) : "0";
}
