using Microsoft.AspNetCore.Http;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Signals;

/// <summary>One signal with the masked text that arrived.</summary>
public sealed class GetSignal(ISignalJournal signals)
{
    [Function(nameof(GetSignal))]
    [Answers(200, typeof(SignalDetailView))]
    [Refuses(404, "signal.notFound", "there is no such signal")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "signals/{id}")] HttpRequest request, string id, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Guid.TryParse(id, out var guid) && await signals.FindAsync(new SignalId(guid), token) is { } record
            ? Answers.Json(SignalDetailView.Of(record))
            : Problems.NotFound("signal");
    }
}
