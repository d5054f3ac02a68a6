using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Telemetry;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Http;

/// <summary>
/// Whatever changes something at the exchange. A request is repeated only after an answer that proves it was not executed
/// (clock refused, rate limit), and then with the same body; everything ambiguous is Unknown and left to a look-up.
/// </summary>
internal sealed class BybitWriter(BybitHttp http, BybitClock clock, ILogger<BybitWriter> logger)
{
    private const int MaxRateLimitWaits = 4;

    public async Task<SubmitOutcome> SendAsync<T>(
        Endpoint endpoint, Category category, T request, JsonTypeInfo<T> type, string subject, CancellationToken token) =>
        await PostAsync(endpoint, category, request, type, units: 1, token) switch
        {
            BybitReply.Answer { Code: 0 } answer => new SubmitOutcome.Accepted(OrderIdOf(answer.Result)),
            var reply => Classify(endpoint, reply, subject),
        };

    /// <summary>The exchange's last word on one request; a rate limit or a refused stamp has been waited out where possible.</summary>
    public async Task<BybitReply> PostAsync<T>(
        Endpoint endpoint, Category category, T request, JsonTypeInfo<T> type, int units, CancellationToken token)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, type);
        var hasResynced = false;
        var waits = 0;
        while (true)
        {
            var reply = await http.PostAsync(endpoint, category, body, units, token);
            switch (reply)
            {
                case BybitReply.Answer { Code: BybitErrors.BadTimestamp } when !hasResynced:
                    hasResynced = true;
                    await clock.ResyncAsync(token);
                    break;
                case BybitReply.Answer { Code: BybitErrors.RateLimited } when waits < MaxRateLimitWaits:
                    // The gate now holds this route until Bybit's reset stamp.
                    waits++;
                    break;
                default:
                    return reply;
            }
        }
    }

    /// <summary>What a reply other than a success means for the thing that was asked.</summary>
    public SubmitOutcome Classify(Endpoint endpoint, BybitReply reply, string subject) => reply switch
    {
        // Corrected once already, so our clock moves or the way is long just now: nothing was done, and a later try may be in time.
        BybitReply.Answer { Code: BybitErrors.BadTimestamp } late =>
            Classify(endpoint, late.Describe() with { Class = RetryGuidance.RetryLater }, subject),
        BybitReply.Answer refused => Classify(endpoint, refused.Describe(), subject),
        BybitReply.NotDone { Error: var error } => new SubmitOutcome.Rejected(error),
        BybitReply.Lost { Error: var error } => Classify(endpoint, error, subject),
        _ => throw new UnreachableException(),
    };

    public SubmitOutcome Classify(Endpoint endpoint, ExchangeError error, string subject)
    {
        if (error.Class == RetryGuidance.VerifyFirst)
        {
            logger.OutcomeUnknown(endpoint.Path, subject, error.Message);
            return new SubmitOutcome.Unknown(error);
        }

        if (error.Class == RetryGuidance.AlreadyDone)
            logger.AlreadyDone(endpoint.Path, error.Code);
        else
            logger.Refused(endpoint.Path, error.Code, error.Class.ToString(), error.Message);
        return new SubmitOutcome.Rejected(error);
    }

    /// <summary>For what cannot be put into Bybit's form: nothing is sent, so nothing can have happened.</summary>
    public static SubmitOutcome.Rejected Refuse(string message) => new(new ExchangeError(0, message, RetryGuidance.Permanent));

    /// <summary>
    /// For a write that needed to know something which could not be read: nothing is sent. How that read was refused says nothing of the
    /// write, which is to be tried again.
    /// </summary>
    /// <param name="what">That could not be read, as the subject of a sentence.</param>
    /// <param name="unread">How the read failed.</param>
    public static SubmitOutcome.Rejected Unread(string what, ExchangeError unread) => new(
        new ExchangeError(0, $"{what} could not be read, so nothing was sent: {unread.Message}", RetryGuidance.RetryLater));

    private static string OrderIdOf(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty("orderId", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString() ?? ""
            : "";
}
