using System.Globalization;
using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Streams;

/// <summary>A ticker in the stream's spelling: spot has no quotes, options name theirs otherwise, an expiry is ISO text.</summary>
internal static class TickerStreamJson
{
    private static readonly Dictionary<string, string> OptionNames = new(StringComparer.Ordinal)
    {
        ["bid1Price"] = "bidPrice",
        ["bid1Size"] = "bidSize",
        ["bid1Iv"] = "bidIv",
        ["ask1Price"] = "askPrice",
        ["ask1Size"] = "askSize",
        ["ask1Iv"] = "askIv",
        ["markIv"] = "markPriceIv",
    };

    public static JsonObject Write(JsonObject row, Category category) => category switch
    {
        Category.Spot => Without(row, "bid1Price", "bid1Size", "ask1Price", "ask1Size"),
        Category.Option => Renamed(row),
        _ => Future(row),
    };

    private static JsonObject Without(JsonObject row, params string[] names)
    {
        foreach (var name in names)
            row.Remove(name);
        return row;
    }

    private static JsonObject Renamed(JsonObject row)
    {
        foreach (var (rest, stream) in OptionNames.Where(pair => row.ContainsKey(pair.Key)))
        {
            row[stream] = row[rest]?.DeepClone();
            row.Remove(rest);
        }

        return row;
    }

    private static JsonObject Future(JsonObject row)
    {
        if (!long.TryParse(row["deliveryTime"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var delivery)
            || delivery == 0)
            return Without(row, "deliveryTime");
        row["deliveryTime"] = DateTimeOffset.FromUnixTimeMilliseconds(delivery).ToString(
            "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return row;
    }
}
