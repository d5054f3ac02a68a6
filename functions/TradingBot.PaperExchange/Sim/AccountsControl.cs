using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Accounts;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Sim;

/// <summary>The double-entry accounts, coin by coin. The sum is zero or the exchange has a fault.</summary>
internal static class AccountsControl
{
    public static JsonObject Write(ExchangeState state) => new()
    {
        ["coins"] = new JsonArray([.. state.Balances.All.Select(row => Coin(state, row))]),
    };

    private static JsonObject Coin(ExchangeState state, Balance row)
    {
        var coin = new JsonObject { ["coin"] = row.Coin, ["trader"] = Wire.Text(row.Amount) };
        foreach (var kind in Counterparties.Kinds)
            coin[kind] = Wire.Text(Counterparties.AmountOf(state, kind, row.Coin));
        coin["sum"] = Wire.Text(Counterparties.Sum(state, row.Coin));
        return coin;
    }
}
