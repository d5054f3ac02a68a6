using System.Text.Json;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Orders;

/// <summary>Cancels every order of a symbol. Bybit does so in one call, except for spot, which keeps three kinds apart.</summary>
internal sealed class CancelAllClient(BybitWriter writer)
{
    private static readonly string?[] EveryKind = [null];
    private static readonly string?[] SpotKinds = ["Order", "tpslOrder", "StopOrder"];

    public async Task<SubmitOutcome> CancelAllAsync(Category category, Symbol symbol, CancellationToken token)
    {
        SubmitOutcome worst = new SubmitOutcome.Accepted("");
        foreach (var kind in category == Category.Spot ? SpotKinds : EveryKind)
        {
            var request = new WireCancelAll { Category = WireText.Of(category), Symbol = symbol.Value, OrderFilter = kind };
            var reply = await writer.PostAsync(Endpoints.CancelAll, category, request, BybitJson.Default.WireCancelAll, units: 1, token);
            worst = Worse(worst, Classify(reply, symbol));
        }

        return worst;
    }

    private SubmitOutcome Classify(BybitReply reply, Symbol symbol)
    {
        if (reply is not BybitReply.Answer { Code: 0 } answer)
            return writer.Classify(Endpoints.CancelAll, reply, symbol.Value);
        return IsRefusal(answer.Result)
            ? new SubmitOutcome.Rejected(
                new ExchangeError(
                    0, "Bybit took the request to cancel all orders but says it did not succeed.", RetryGuidance.CorrectAndRetry))
            : new SubmitOutcome.Accepted("");
    }

    private static bool IsRefusal(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object
            && result.TryGetProperty("success", out var success)
            && success.ValueKind == JsonValueKind.String
            && success.GetString() == "0";

    // What may be half done must not be reported as done.
    private static SubmitOutcome Worse(SubmitOutcome one, SubmitOutcome other) => (one, other) switch
    {
        (SubmitOutcome.Unknown, _) => one,
        (_, SubmitOutcome.Unknown) => other,
        (SubmitOutcome.Rejected, _) => one,
        _ => other,
    };
}
