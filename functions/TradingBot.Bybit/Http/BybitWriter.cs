using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Errors;
using TradingBot.Core.Markets;
using TradingBot.Core.Ports;

namespace TradingBot.Bybit.Http;

/// <summary>
/// Whatever changes something at the venue. A request is repeated only after an answer that proves it was not executed
/// (clock refused, rate limit), and then with the same body; everything ambiguous is Unknown and left to a look-up.
/// </summary>
internal sealed class BybitWriter(BybitHttp http, BybitClock clock, ILogger<BybitWriter> logger)
{
    private const int MaxRateLimitWaits = 4;

    public async Task<SubmitOutcome> SendAsync<T>(
        Endpoint endpoint, Category category, T request, JsonTypeInfo<T> type, string subject, CancellationToken token)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, type);
        var hasResynced = false;
        var waits = 0;
        while (true)
        {
            switch (await http.PostAsync(endpoint, category, body, token))
            {
                case BybitReply.Answer { Code: 0 } answer:
                    return new SubmitOutcome.Accepted(OrderIdOf(answer.Result));
                case BybitReply.Answer { Code: BybitErrors.BadTimestamp } when !hasResynced:
                    hasResynced = true;
                    await clock.ResyncAsync(token);
                    break;
                case BybitReply.Answer { Code: BybitErrors.RateLimited } when waits < MaxRateLimitWaits:
                    // The gate now holds this route until Bybit's reset stamp.
                    waits++;
                    break;
                case BybitReply.Answer refused:
                    return Judge(endpoint, BybitErrors.Describe(refused), subject);
                case BybitReply.NotDone { Error: var error }:
                    return new SubmitOutcome.Rejected(error);
                case BybitReply.Lost { Error: var error }:
                    return Judge(endpoint, error, subject);
                default:
                    throw new UnreachableException();
            }
        }
    }

    private SubmitOutcome Judge(Endpoint endpoint, VenueError error, string subject)
    {
        if (error.Class == VenueErrorClass.Ask)
        {
            logger.OutcomeUnknown(endpoint.Path, subject, error.Message);
            return new SubmitOutcome.Unknown(error);
        }

        if (error.Class == VenueErrorClass.AlreadyDone)
            logger.AlreadyDone(endpoint.Path, error.Code);
        else
            logger.Refused(endpoint.Path, error.Code, error.Class.ToString(), error.Message);
        return new SubmitOutcome.Rejected(error);
    }

    private static string OrderIdOf(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty("orderId", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString() ?? ""
            : "";
}
