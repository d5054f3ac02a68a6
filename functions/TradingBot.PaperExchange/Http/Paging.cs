using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Http;

/// <summary>Pages of rows, newest first. The token carries percent escapes of its own, as the real ones do.</summary>
internal static partial class Paging
{
    public static JsonObject Page<T>(
        IEnumerable<T> newestFirst, Fields fields, int fallback, int greatest, Func<T, JsonObject> write, Category? category)
        where T : IRow
    {
        var before = Token().Match(fields.Text("cursor") ?? "") is { Success: true } match
            ? long.Parse(match.Groups["seq"].Value)
            : long.MaxValue;
        var limit = fields.Limit(fallback, greatest);
        var rows = newestFirst.Where(row => row.Seq < before).Take(limit + 1).ToList();
        var page = rows.Take(limit).ToList();
        var result = new JsonObject
        {
            ["list"] = new JsonArray([.. page.Select(write)]),
            ["nextPageCursor"] = rows.Count > limit ? $"page_token%3D{page[^1].Seq}%26" : "",
        };
        if (category is { } known)
            result["category"] = known.Wire();
        return result;
    }

    [GeneratedRegex(
        "^page_token(%3D|=)(?<seq>[0-9]{1,18})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100)]
    private static partial Regex Token();
}
