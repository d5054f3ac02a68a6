using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Telemetry;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Http;

/// <summary>Reads: they change nothing, so they are repeated with a jittered, growing pause.</summary>
internal sealed class BybitReader
{
    // Lists longer than this are an exchange that repeats itself.
    private const int MaxPages = 400;

    private readonly BybitHttp _http;
    private readonly BybitClock _clock;
    private readonly ILogger<BybitReader> _logger;
    private readonly ResiliencePipeline<BybitReply> _retries;

    public BybitReader(BybitHttp http, BybitClock clock, TimeProvider time, ILogger<BybitReader> logger)
    {
        _http = http;
        _clock = clock;
        _logger = logger;
        _retries = new ResiliencePipelineBuilder<BybitReply> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<BybitReply>
            {
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result is { } reply && IsWorthRepeating(reply)),
                MaxRetryAttempts = 2,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(200),
                UseJitter = true,
            })
            .Build();
    }

    public async Task<ExchangeResult<Timestamped<T>>> ReadAsync<T>(
        Endpoint endpoint, Category? category, Query query, JsonTypeInfo<T> type, CancellationToken token)
    {
        var reply = await _retries.ExecuteAsync(async inner => await AskAsync(endpoint, category, query, inner), token);
        return reply switch
        {
            BybitReply.Answer { Code: 0 } answer => Parse(endpoint, answer, type),
            BybitReply.Answer refused => Refuse<T>(endpoint, OfRead(refused.Describe())),
            BybitReply.NotDone { Error: var error } => new ExchangeResult<Timestamped<T>>.Failure(error),
            BybitReply.Lost { Error: var error } => new ExchangeResult<Timestamped<T>>.Failure(OfRead(error)),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Every row of a paged list, in the exchange's order.</summary>
    public async Task<ExchangeResult<IReadOnlyList<T>>> ReadPagesAsync<T>(
        Endpoint endpoint, Category? category, Query query, JsonTypeInfo<WirePage<T>> type, CancellationToken token)
    {
        var rows = new List<T>();
        string? cursor = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var answer = await ReadAsync(endpoint, category, query.With("cursor", cursor), type, token);
            if (answer is not ExchangeResult<Timestamped<WirePage<T>>>.Success { Value.Value: var read })
                return new ExchangeResult<IReadOnlyList<T>>.Failure(((ExchangeResult<Timestamped<WirePage<T>>>.Failure)answer).Error);

            rows.AddRange(read.List ?? []);
            // Some lists keep handing out a cursor on their last page.
            if (read.List is not { Count: > 0 } || string.IsNullOrEmpty(read.NextPageCursor) || read.NextPageCursor == cursor)
                return new ExchangeResult<IReadOnlyList<T>>.Success(rows);
            cursor = read.NextPageCursor;
        }

        return new ExchangeResult<IReadOnlyList<T>>.Failure(
            new ExchangeError(0, $"Bybit's list {endpoint.Path} does not end after {MaxPages} pages.", RetryGuidance.Permanent));
    }

    /// <summary>Every row of several paged lists, one list after the other; the first that fails fails them all.</summary>
    public async Task<ExchangeResult<IReadOnlyList<T>>> ReadPagesAsync<T>(
        Endpoint endpoint, Category? category, IEnumerable<Query> queries, JsonTypeInfo<WirePage<T>> type, CancellationToken token)
    {
        var rows = new List<T>();
        foreach (var query in queries)
        {
            var pages = await ReadPagesAsync(endpoint, category, query, type, token);
            if (pages is not ExchangeResult<IReadOnlyList<T>>.Success { Value: var read })
                return pages;
            rows.AddRange(read);
        }

        return new ExchangeResult<IReadOnlyList<T>>.Success(rows);
    }

    // A read has no effect: there is nothing to look up after it, and a refused stamp has been corrected. What is left is to read again.
    private static ExchangeError OfRead(ExchangeError error) =>
        error is { Class: RetryGuidance.VerifyFirst } or { Code: BybitErrors.BadTimestamp }
            ? error with { Class = RetryGuidance.RetryLater }
            : error;

    private static bool IsWorthRepeating(BybitReply reply) => reply switch
    {
        BybitReply.Answer { Code: 0 } => false,
        BybitReply.Answer refused => OfRead(refused.Describe()).Class == RetryGuidance.RetryLater,
        BybitReply.NotDone { Error: var error } => error.Class == RetryGuidance.RetryLater && error.Code != ExchangeError.Forbidden,
        BybitReply.Lost => true,
        _ => throw new UnreachableException(),
    };

    private async ValueTask<BybitReply> AskAsync(Endpoint endpoint, Category? category, Query query, CancellationToken token)
    {
        var reply = await _http.GetAsync(endpoint, category, query, token);
        if (reply is BybitReply.Answer { Code: BybitErrors.BadTimestamp })
            await _clock.ResyncAsync(token);
        return reply;
    }

    private ExchangeResult<Timestamped<T>>.Failure Refuse<T>(Endpoint endpoint, ExchangeError error)
    {
        _logger.Refused(endpoint.Path, error.Code, error.Class.ToString(), error.Message);
        return new ExchangeResult<Timestamped<T>>.Failure(error);
    }

    private static ExchangeResult<Timestamped<T>> Parse<T>(Endpoint endpoint, BybitReply.Answer answer, JsonTypeInfo<T> type)
    {
        try
        {
            if (answer.Result.ValueKind == JsonValueKind.Object && answer.Result.Deserialize(type) is { } value)
                return new ExchangeResult<Timestamped<T>>.Success(new Timestamped<T>(value, answer.At));
        }
        catch (JsonException)
        {
            // The message would quote the answer; the path and the reason below are enough.
        }

        return new ExchangeResult<Timestamped<T>>.Failure(Unreadable(endpoint.Path));
    }

    private static ExchangeError Unreadable(string path) =>
        new(0, $"Bybit's answer to {path} does not have the documented form.", RetryGuidance.RetryLater);
}
