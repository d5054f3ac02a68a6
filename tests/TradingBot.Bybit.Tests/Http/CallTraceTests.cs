using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using TradingBot.Bybit.Telemetry;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Http;

/// <summary>Every call leaves a trace of what was asked and what came of it, and one that came to nothing a line in the log.</summary>
public sealed class CallTraceTests
{
    private const string Path = "/v5/market/tickers";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("taken", 200, 0, ActivityStatusCode.Unset, null)]
    [InlineData("refused", 200, 10001, ActivityStatusCode.Error, "symbol invalid")]
    [InlineData("404", 404, null, ActivityStatusCode.Error, "Bybit does not know this route (HTTP 404).")]
    [InlineData("403", 403, null, ActivityStatusCode.Error, "Bybit answered 403 (too many requests from this address")]
    [InlineData("502", 502, null, ActivityStatusCode.Error, "Bybit answered HTTP 502.")]
    [InlineData("cut", null, null, ActivityStatusCode.Error, "The connection broke before Bybit's answer was read")]
    public async Task Call_is_traced_with_its_method_status_and_code(
        string kind, int? status, int? code, ActivityStatusCode outcome, string? words)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var root = new Activity("test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == BybitTelemetry.SourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Path, Reply(kind));

        await fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token);

        var span = spans.First(one => one.TraceId == root.TraceId && one.OperationName == Path);
        Assert.Equal(ActivityKind.Client, span.Kind);
        Assert.Equal("GET", span.GetTagItem("http.request.method"));
        Assert.Equal((status, code), ((int?)span.GetTagItem("http.response.status_code"), (int?)span.GetTagItem("bybit.ret_code")));
        Assert.Equal(outcome, span.Status);
        Assert.StartsWith(words ?? "", span.StatusDescription ?? "", StringComparison.Ordinal);
        Assert.Equal(words is null, span.StatusDescription is null);
        var told = fixture.Log.Text.Contains($"Bybit {Path} gave no usable answer: {words}", StringComparison.Ordinal);
        Assert.Equal(code is null, told);
    }

    [Fact]
    public async Task Ban_is_written_down_with_its_end()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Path, StubReplies.Raw(403, ""));

        Expect.Failure(await fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token));
        Expect.Failure(await fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token));

        var until = fixture.Get<IExchangePause>().Until!.Value;
        var line = Assert.Single(
            fixture.Log.Text.Split('\n'),
            static line => line.Contains("Bybit answered 403; every call is paused until", StringComparison.Ordinal));
        Assert.InRange(
            DateTimeOffset.Parse(line.Trim().Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture),
            until,
            until.AddSeconds(30));
    }

    private static Func<HttpContext, Task> Reply(string kind) => kind switch
    {
        "taken" => StubReplies.Ok("""{"list":[{"symbol":"BTCUSDT","lastPrice":"100"}]}"""),
        "refused" => StubReplies.Code(10001, "symbol invalid"),
        "cut" => StubReplies.Cut(),
        _ => StubReplies.Raw(int.Parse(kind, null), ""),
    };
}
