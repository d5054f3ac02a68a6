using Microsoft.AspNetCore.Http;
using TradingBot.Core.Signals;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Signals;

/// <summary>Signals, newest first, of one strategy or status when asked for.</summary>
public sealed class ListSignals(ISignalJournal signals)
{
    [Function(nameof(ListSignals))]
    [Query("strategy", "Only of this strategy.", MaxLength = 64)]
    [Query("status", "Only in this status.", WordsOf = typeof(SignalStatus))]
    [Paged]
    [Answers(200, typeof(ListView<SignalView>))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "signals")] HttpRequest request, CancellationToken token)
    {
        var query = new ListQuery(request);
        var filter = new SignalFilter(query.Text("strategy", 64), query.Word<SignalStatus>("status"));
        var page = query.Page();
        if (query.Refusal is { } refusal)
            return refusal;
        return Answers.Json(ListView<SignalView>.Of(await signals.ListAsync(filter, page, token), SignalView.Of));
    }
}
