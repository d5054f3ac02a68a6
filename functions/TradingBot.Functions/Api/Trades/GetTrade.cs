using Microsoft.AspNetCore.Http;
using TradingBot.Core.Accounts;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>One trade with its orders, fills and story.</summary>
public sealed class GetTrade(ITradeLedger trades, IAccountJournal account)
{
    [Function(nameof(GetTrade))]
    [Answers(200, typeof(TradeStoryView))]
    [Refuses(404, "trade.notFound", "there is no such trade")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "trades/{id}")] HttpRequest request, string id, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Guid.TryParse(id, out var guid) || await trades.ReadStoryAsync(new TradeId(guid), token) is not { } story)
            return Problems.NotFound("trade");
        var snapshot = story.Trade.IsUnfinished ? await account.ReadSnapshotAsync(token) : null;
        return Answers.Json(TradeStoryView.Of(story, snapshot));
    }
}
