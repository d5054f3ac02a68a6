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
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "equity")] HttpRequest request, CancellationToken token)
    {
        var query = new ListQuery(request);
        var (from, to) = (query.Time("from"), query.Time("to"));
        var resolution = query.Word("resolution", Resolutions) ?? EquityResolution.OneMinute;
        var page = query.Page();
        if (query.Refusal is { } refusal)
            return refusal;
        var points = await account.ListEquityAsync(from, to, resolution, page, token);
        var word = Resolutions.First(pair => pair.Value == resolution).Key;
        return Answers.Json(new EquityView([.. points.Items.Select(EquityPointView.Of)], word, points.Next));
    }
}
