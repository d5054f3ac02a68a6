using Microsoft.AspNetCore.Http;
using TradingBot.Core.Accounts;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Account;

/// <summary>The equity curve, newest first, at a chosen resolution.</summary>
public sealed class ListEquity(IAccountJournal account)
{
    private static readonly Dictionary<string, EquityResolution> Resolutions = new()
    {
        ["raw"] = EquityResolution.Raw,
        ["1m"] = EquityResolution.OneMinute,
        ["5m"] = EquityResolution.FiveMinutes,
        ["1h"] = EquityResolution.OneHour,
        ["1d"] = EquityResolution.OneDay,
    };

    [Function(nameof(ListEquity))]
    [Query("from", "Points at this moment or later.", IsTime = true)]
    [Query("to", "Points before this moment.", IsTime = true)]
    [Query("resolution", "Width of the buckets; the last point of each stands for it.", Words = ["raw", "1m", "5m", "1h", "1d"], Default = "1m")]
    [Paged]
    [Answers(200, typeof(EquityView))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "equity")] HttpRequest request, CancellationToken token)
    {
        var query = new ListQuery(request);
        var (from, to) = (query.Time("from"), query.Time("to"));
        var resolution = query.Word("resolution", Resolutions) ?? EquityResolution.OneMinute;
        var page = query.Page();
        if (query.Refusal is { } refusal)
            return refusal;
        var points = await account.ListEquityAsync(from, to, resolution, page, token);
        var word = Resolutions.First(pair => pair.Value == resolution).Key;
        var first = await account.FirstEquitySinceAsync(from ?? DateTimeOffset.UnixEpoch, token);
        var newest = points.Items.Count > 0 ? points.Items[0] : null;
        var change = newest is not null && first is not null && newest.At > first.At ? newest.Equity - first.Equity : default(decimal?);
        return Answers.Json(new EquityView([.. points.Items.Select(EquityPointView.Of)], word, points.Next, first?.At, change));
    }
}
