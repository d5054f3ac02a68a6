using Microsoft.AspNetCore.Http;
using TradingBot.Core.Signals;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Signals;

/// <summary>Signals, newest first, of one strategy or status when asked for.</summary>
public sealed class ListSignals(ISignalJournal signals)
{
    private static readonly Dictionary<string, SignalStatus> Statuses = new()
    {
        ["received"] = SignalStatus.Received,
        ["accepted"] = SignalStatus.Accepted,
        ["denied"] = SignalStatus.Denied,
        ["failed"] = SignalStatus.Failed,
        ["completed"] = SignalStatus.Completed,
    };

    [Function(nameof(ListSignals))]
    [Query("strategy", "Only of this strategy.", MaxLength = 64)]
    [Query("status", "Only in this status.", Words = ["received", "accepted", "denied", "failed", "completed"])]
    [Paged]
    [Answers(200, typeof(ListView<SignalView>))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "signals")] HttpRequest request, CancellationToken token)
    {
        var query = new ListQuery(request);
        var filter = new SignalFilter(query.Text("strategy", 64), query.Word("status", Statuses));
        var page = query.Page();
        return query.Refusal ?? Answers.Json(ListView<SignalView>.Of(await signals.ListAsync(filter, page, token), SignalView.Of));
    }
}
