using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Accounts;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Sim;

/// <summary>The double-entry accounts, coin by coin. The sum is zero or the exchange has a fault.</summary>
internal static class AccountsControl
{
    public static JsonObject Write(Ledger ledger) => new()
    {
        ["coins"] = new JsonArray([.. ledger.Balances.All.Select(row => Coin(ledger, row))]),
    };

    private static JsonObject Coin(Ledger ledger, Balance row)
    {
        var coin = new JsonObject { ["coin"] = row.Coin, ["trader"] = Wire.Text(row.Amount) };
        foreach (var kind in Counterparties.Kinds)
            coin[kind] = Wire.Text(Counterparties.AmountOf(ledger, kind, row.Coin));
        coin["sum"] = Wire.Text(Counterparties.Sum(ledger, row.Coin));
        return coin;
    }
}
