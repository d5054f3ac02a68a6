using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Http;

/// <summary>The insurance account, coin by coin. Nobody fills it up, so it may be owed.</summary>
internal static class InsuranceRoute
{
    public static Answer Show(Call call)
    {
        var named = call.Fields.Text("coin");
        return call.ExchangeSimulator.Read(state => new JsonObject
        {
            ["updatedTime"] = Wire.Milliseconds(state.Now),
            ["list"] = new JsonArray([.. state.SystemAccounts.All
                .Where(row => row.Kind == Counterparties.Insurance && (named is null || row.Coin == named))
                .Select(row => new JsonObject
                {
                    ["coin"] = row.Coin,
                    ["symbols"] = "",
                    ["balance"] = Wire.Text(row.Amount),
                    ["value"] = Wire.Text(row.Amount * Collateral.UsdPrice(state, row.Coin)),
                })]),
        });
    }
}
