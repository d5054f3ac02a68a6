using Microsoft.AspNetCore.Http;
using TradingBot.Core.Accounts;
using TradingBot.Core.Trades;
using TradingBot.Functions.Api.Operations;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Account;

/// <summary>The open positions of the last account reading, each with the trade it belongs to.</summary>
public sealed class ListPositions(IAccountJournal account, ITradeLedger trades, TimeProvider time)
{
    [Function(nameof(ListPositions))]
    [Answers(200, typeof(PositionsView))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "positions")] HttpRequest request, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        var snapshot = await account.ReadSnapshotAsync(token);
        var stale = Freshness.IsStale(snapshot, time.GetUtcNow());
        if (snapshot is null)
            return Answers.Json(new PositionsView([], null, null, stale));
        var unfinished = await trades.ListUnfinishedAsync(token);
        return Answers.Json(new PositionsView(
            [.. snapshot.Positions.Select(position => PositionView.Of(position, snapshot.AsOf, unfinished))], null, snapshot.AsOf, stale));
    }
}
