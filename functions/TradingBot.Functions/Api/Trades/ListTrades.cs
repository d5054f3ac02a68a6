using Microsoft.AspNetCore.Http;
using TradingBot.Core.Accounts;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>Trades, newest first; open ones with what the last account reading says of them.</summary>
public sealed class ListTrades(ITradeLedger trades, IAccountJournal account)
{
    private static readonly Dictionary<string, bool> Statuses = new() { ["open"] = true, ["closed"] = false };

    [Function(nameof(ListTrades))]
    [Query("status", "Open: those that are unfinished. Closed: the others.", Words = ["open", "closed"])]
    [Query("strategy", "Only of this strategy.", MaxLength = 64)]
    [Query("symbol", "Only of this symbol.", MaxLength = 40)]
    [Query("from", "Created at this moment or later.", IsTime = true)]
    [Query("to", "Created before this moment.", IsTime = true)]
    [Paged]
    [Answers(200, typeof(ListView<TradeView>))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "trades")] HttpRequest request, CancellationToken token)
    {
        var query = new ListQuery(request);
        var filter = new TradeFilter(
            query.Word("status", Statuses), query.Text("strategy", 64), query.Text("symbol", 40), query.Time("from"), query.Time("to"));
        var page = query.Page();
        if (query.Refusal is { } refusal)
            return refusal;
        var found = await trades.ListAsync(filter, page, token);
        var snapshot = found.Items.Any(static trade => trade.IsUnfinished) ? await account.ReadSnapshotAsync(token) : null;
        return Answers.Json(ListView<TradeView>.Of(found, trade => TradeView.Of(trade, snapshot)));
    }
}
