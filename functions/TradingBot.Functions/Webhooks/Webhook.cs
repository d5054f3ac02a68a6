using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TradingBot.Core.Foundation;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;
using TradingBot.Trading.Alerts;

namespace TradingBot.Functions.Webhooks;

/// <summary>
/// TradingView's door. It gives up after about three seconds and resends only on 500 to 599, so the answer comes in time,
/// and 503 when it is not known that the alert was stored.
/// </summary>
public sealed partial class Webhook(
    AlertReceiver desk, AlertPlaces places, SignalStart start, WebhookOptions options, TimeProvider time, ILogger<Webhook> logger)
{
    private const int MaxBytes = 16 * 1024;

    private static readonly Denial TooLong = new(DenialCodes.WebhookTooLong, "The message is longer than 16 KiB.");

    private static readonly TimeSpan Query = TimeSpan.FromMilliseconds(1500);

    private static readonly TimeSpan Telling = TimeSpan.FromSeconds(30);

    // A cancelled query may still wait for the server to say so; past this we answer without it.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1900);

    [Function(nameof(Webhook))]
    [Takes(typeof(AlertRequest), MaxKibibytes = 16)]
    [Answers(202, typeof(WebhookAnswer), Meaning = "Stored; the bot decides.")]
    [Answers(200, typeof(WebhookAnswer), Meaning = "The same alert was stored before; nothing is done twice.")]
    [Refuses(400, DenialCodes.WebhookMalformed, "the alert is no JSON object, and in no other format that is known")]
    [Refuses(400, DenialCodes.WebhookInvalid, "values cannot be accepted; errors tells them by field. Of an exit only the symbol has to be right")]
    [Refuses(401, DenialCodes.WebhookUnauthorized, "the strategy is unknown or the token is wrong")]
    [Refuses(403, DenialCodes.WebhookAddressNotAllowed, "calls from this address are not accepted")]
    [Refuses(422, DenialCodes.WebhookNotUnderstood, "the format or the intention is not understood, or the format is not switched on")]
    [Refuses(429, DenialCodes.WebhookTooManyRequests, "too many alerts of this strategy within a minute that are no exits; see Retry-After")]
    [Refuses(503, "database.busy", "the alert was not stored in time; sent again, one that was stored all the same is recognised")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhook/{strategy}/{token?}")] HttpRequest request,
        string strategy,
        string? token,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        var address = RemoteAddress.Of(request, options.TrustForwardedFor);
        var (body, isWhole) = await BoundedBody.ReadBeginningAsync(request, MaxBytes, cancellation);
        var call = new IncomingAlert(strategy, token, body, address?.ToString(), time.GetUtcNow());
        if (!options.Allows(address))
        {
            LogAddress(logger, address?.ToString() ?? "unknown");
            await TurnAwayAsync(call, new Denial(
                DenialCodes.WebhookAddressNotAllowed, $"Calls from {address?.ToString() ?? "an unknown address"} are not accepted."));
            return Problems.Of(
                StatusCodes.Status403Forbidden, DenialCodes.WebhookAddressNotAllowed, "Address not allowed",
                "Calls from this address are not accepted.");
        }

        if (!isWhole)
        {
            await TurnAwayAsync(call, TooLong);
            return Problems.TooLarge(MaxBytes);
        }

        using var deadline = new CancellationTokenSource(Query, time);
        AlertOutcome outcome;
        try
        {
            outcome = await InPlaceAsync(alive => desk.ReceiveAsync(call, alive), deadline.Token).WaitAsync(Patience, time, cancellation);
        }
        catch (Exception fault) when (fault is TimeoutException
            || (fault is OperationCanceledException && deadline.IsCancellationRequested))
        {
            // What stands in the strategy's place may be a token.
            LogTooSlow(logger, strategy.Length < WebhookToken.MinLength ? strategy : "a strategy of a long name");
            return Problems.NotInTime();
        }

        return outcome is AlertOutcome.Stored stored ? await StoredAsync(stored, client) : Refusal(outcome);
    }

    // The answer is the same whatever becomes of it, and nobody sends the call again: the answer does not wait long, the telling goes on.
    private async Task TurnAwayAsync(IncomingAlert call, Denial reason)
    {
        try
        {
            await TellAsync(call, reason).WaitAsync(Patience, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // Told later, or logged there.
        }
    }

    private async Task TellAsync(IncomingAlert call, Denial reason)
    {
        using var deadline = new CancellationTokenSource(Telling, time);
        try
        {
            await InPlaceAsync(
                async token =>
                {
                    await desk.TurnAwayAsync(call, reason, token);
                    return true;
                },
                deadline.Token);
        }
        catch (Exception fault)
        {
            LogNotTold(logger, fault, reason.Code);
        }
    }

    private async Task<T> InPlaceAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken deadline)
    {
        await places.TakeAsync(deadline);
        try
        {
            return await work(deadline);
        }
        finally
        {
            places.GiveBack();
        }
    }

    private async Task<IResult> StoredAsync(AlertOutcome.Stored stored, DurableTaskClient client)
    {
        var receipt = stored.Receipt;
        if (receipt is { IsDuplicate: false, IsStarted: false })
        {
            // The caller may be gone by now; the signal is ours all the same.
            using var patience = new CancellationTokenSource(Query, time);
            await start.TryAsync(client, receipt.Id, patience.Token);
        }

        var ignored = stored.IgnoredFields is { Count: > 0 } names ? names : null;
        var answer = new WebhookAnswer(receipt.Id.Value, "accepted", receipt.IsDuplicate, ignored, stored.EntryRefusal);
        return Answers.Json(answer, receipt.IsDuplicate ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    private static ProblemResult Refusal(AlertOutcome outcome) => outcome switch
    {
        AlertOutcome.Unauthorized => Problems.Of(
            StatusCodes.Status401Unauthorized, DenialCodes.WebhookUnauthorized, "Not authorized", "The strategy is unknown or the token is wrong."),
        AlertOutcome.TooMany tooMany =>
            Problems.TooMany(DenialCodes.WebhookTooManyRequests, "Too many alerts of this strategy within a minute.", tooMany.RetryAfter),
        AlertOutcome.Malformed malformed =>
            Problems.Of(StatusCodes.Status400BadRequest, DenialCodes.WebhookMalformed, "The alert cannot be read", malformed.Message),
        AlertOutcome.Faulty faulty => Problems.Invalid(faulty.Faults, DenialCodes.WebhookInvalid),
        AlertOutcome.NotUnderstood unclear => Problems.Of(
            StatusCodes.Status422UnprocessableEntity, DenialCodes.WebhookNotUnderstood, "The alert is not understood", unclear.Message),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };

    [LoggerMessage(EventId = 4022, Level = LogLevel.Warning, Message = "Webhook call refused: {Address} is not in Webhook:AllowedIps")]
    private static partial void LogAddress(ILogger logger, string address);

    [LoggerMessage(
        EventId = 4024, Level = LogLevel.Error,
        Message = "A call was turned away ({Code}); whether it was an exit of something that stands open could not be told")]
    private static partial void LogNotTold(ILogger logger, Exception fault, string code);

    [LoggerMessage(
        EventId = 4023, Level = LogLevel.Error,
        Message = "An alert for {Strategy} could not be stored in time; TradingView will send it again")]
    private static partial void LogTooSlow(ILogger logger, string strategy);
}
