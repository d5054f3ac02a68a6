using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Errors;
using TradingBot.Bybit.RateLimits;
using TradingBot.Bybit.Telemetry;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Http;

/// <summary>Sends one request once and says what is certain about it afterwards. Knows nothing of keys or retries.</summary>
internal sealed class BybitTransport(
    HttpClient client, BackoffGate backoff, Redactor redactor, RateLimiter limiter, TimeProvider time, ILogger<BybitTransport> logger)
{
    public async Task<BybitReply> SendAsync(
        HttpRequestMessage request, Endpoint endpoint, Category? category, TimeSpan timeout, CancellationToken token)
    {
        if (backoff.Current is { } paused)
            return new BybitReply.NotDone(paused);

        using var span = BybitTelemetry.Source.StartActivity(endpoint.Path, ActivityKind.Client);
        span?.SetTag("http.request.method", request.Method.Method);
        var reply = await SendOnceAsync(request, endpoint, category, timeout, span, token);
        Describe(span, endpoint, reply);
        return reply;
    }

    private async Task<BybitReply> SendOnceAsync(
        HttpRequestMessage request, Endpoint endpoint, Category? category, TimeSpan timeout, Activity? span, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
        try
        {
            using var response = await client.SendAsync(request, both.Token);
            var body = await response.Content.ReadAsByteArrayAsync(both.Token);
            span?.SetTag("http.response.status_code", (int)response.StatusCode);
            return Read(response, body, endpoint, category);
        }
        catch (HttpRequestException failure) when (NothingWasSent(failure))
        {
            return new BybitReply.NotDone(
                new ExchangeError(
                    0, $"Bybit could not be reached ({failure.HttpRequestError}); nothing was sent.", RetryGuidance.RetryLater));
        }
        catch (HttpRequestException failure)
        {
            return Lost($"The connection broke before Bybit's answer was read ({failure.HttpRequestError}).");
        }
        catch (IOException)
        {
            return Lost("The connection broke before Bybit's answer was read.");
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return Lost($"Bybit gave no answer within {timeout.TotalSeconds:0.###} s.");
        }
    }

    // These three arise only while the connection is being made, before a byte of the request leaves.
    private static bool NothingWasSent(HttpRequestException failure) => failure.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    private static BybitReply.Lost Lost(string message) => new(new ExchangeError(0, message, RetryGuidance.VerifyFirst));

    private BybitReply Read(HttpResponseMessage response, byte[] body, Endpoint endpoint, Category? category)
    {
        var hasEnvelope = BybitEnvelope.TryRead(body, out var envelope);
        var status = (int)response.StatusCode;
        if (status >= 500)
            return new BybitReply.Lost(new ExchangeError(-status, $"Bybit answered HTTP {status}.", RetryGuidance.VerifyFirst));

        var answeredAt = envelope?.Time is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : time.GetUtcNow();
        limiter.Observe(
            endpoint, category, LimitHeaders.Read(response.Headers), answeredAt, isExceeded: envelope?.Code == BybitErrors.RateLimited);
        if (hasEnvelope && (response.IsSuccessStatusCode || envelope!.Code != 0))
            return new BybitReply.Answer(envelope!.Code, redactor.Redact(envelope.Message), envelope.Result, envelope.Extra, answeredAt);

        return response.StatusCode == HttpStatusCode.Forbidden ? Forbidden() : HttpRefusals.Describe(status);
    }

    private BybitReply.NotDone Forbidden()
    {
        var error = backoff.Begin();
        logger.Paused(time.GetUtcNow() + BackoffGate.Length);
        return new BybitReply.NotDone(error);
    }

    private void Describe(Activity? span, Endpoint endpoint, BybitReply reply)
    {
        switch (reply)
        {
            case BybitReply.Answer answer:
                span?.SetTag("bybit.ret_code", answer.Code);
                if (answer.Code != 0)
                    span?.SetStatus(ActivityStatusCode.Error, answer.Message);
                break;
            case BybitReply.NotDone { Error: var error }:
                span?.SetStatus(ActivityStatusCode.Error, error.Message);
                logger.NoAnswer(endpoint.Path, error.Message);
                break;
            case BybitReply.Lost { Error: var error }:
                span?.SetStatus(ActivityStatusCode.Error, error.Message);
                logger.NoAnswer(endpoint.Path, error.Message);
                break;
            default:
                throw new UnreachableException();
        }
    }
}
