using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Http;

/// <summary>The coins of this exchange. They have no chains, for nothing is deposited or withdrawn here.</summary>
internal static class AssetRoutes
{
    public static Answer Coins(Call call)
    {
        var named = call.Fields.Text("coin");
        var coins = InstrumentCatalog.All
            .SelectMany(row => new[] { row.BaseCoin, row.QuoteCoin })
            .Distinct(StringComparer.Ordinal)
            .Where(coin => named is null || coin == named);
        return new JsonObject
        {
            ["rows"] = new JsonArray([.. coins.Select(coin => new JsonObject
            {
                ["name"] = coin,
                ["coin"] = coin,
                ["remainAmount"] = "0",
                ["chains"] = new JsonArray(),
            })]),
        };
    }
}
