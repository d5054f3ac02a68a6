using System.Diagnostics;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Telemetry;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Http;

public sealed class RedactionTests
{
    private const string Signature = "5cc99fc19051112b88536275a5519c8601f2b97ceced3d1b52252b1a6a39f530";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("error sign! origin_string[1735689600000test-key-00015000category=linear]")]
    [InlineData("key test-key-0001 is invalid")]
    [InlineData("key TEST-KEY-0001 is invalid")]
    [InlineData("secret test-secret-0001 leaked")]
    [InlineData("sign " + Signature)]
    [InlineData("ORIGIN_STRING[1735689600000\ntest-key-0001")]
    public void Text_of_the_exchange_loses_key_secret_and_signature(string text)
    {
        var clean = Redactor().Redact(text);

        AssertClean(clean);
        Assert.Contains("***", clean, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_secret_of_a_text_is_taken_out_and_no_more()
    {
        var redactor = Redactor();
        redactor.Register(new ExchangeKey("test-key-0002", "test-secret-0002"));

        Assert.Equal(
            "*** a *** b *** c *** d *** e *** f *** g ***",
            redactor.Redact(
                $"{Signature} a {Signature.ToUpperInvariant()} b test-key-0001 c test-key-0001 d test-secret-0001 e test-secret-0001 "
                + "f test-key-0002 g test-secret-0002"));
        Assert.Equal(Signature[1..], redactor.Redact(Signature[1..]));
    }

    [Fact]
    public void Text_without_secrets_stays_and_long_text_is_cut()
    {
        var redactor = Redactor();

        Assert.Equal("ab not enough for new order", redactor.Redact("ab not enough for new order"));
        Assert.True(redactor.Redact(new string('x', 5000)).Length < 400);
    }

    [Fact]
    public async Task Nothing_secret_reaches_errors_logs_or_traces_whatever_goes_wrong()
    {
        var activities = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is BybitTelemetry.SourceName or "System.Net.Http",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var fixture = await BybitFixture.OpenAsync();
        var leak = StubReplies.Code(10004, $"error sign! origin_string[1735689600000{BybitFixture.Key}5000{{}}] {Signature}");
        fixture.Stub.When(
            "/v5/order/create", leak, StubReplies.Cut(), StubReplies.Raw(502, BybitFixture.Key), StubReplies.Raw(403, BybitFixture.Key))
            .When("/v5/account/wallet-balance", leak);

        var errors = new List<ExchangeError> { Expect.Failure(await fixture.Exchange.GetBalanceAsync(Token)) };
        for (var call = 0; call < 4; call++)
        {
            errors.Add(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token) switch
            {
                SubmitOutcome.Rejected rejected => rejected.Error,
                SubmitOutcome.Unknown unknown => unknown.Error,
                var outcome => throw new Xunit.Sdk.XunitException($"{outcome}"),
            });
        }

        Assert.All(errors, error => AssertClean(error.ToString()));
        AssertClean(fixture.Log.Text);
        Assert.NotEmpty(fixture.Log.Text);
        var traced = activities.Select(Describe).ToList();
        Assert.Contains(traced, text => text.Contains("/v5/order/create", StringComparison.Ordinal));
        Assert.All(traced, AssertClean);
    }

    [Fact]
    public async Task A_call_is_traced_with_its_route_and_code()
    {
        var activities = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var root = new Activity("test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == BybitTelemetry.SourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/order/create", StubReplies.Code(110007));

        Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(Category.Linear), Token));

        var span = Assert.Single(activities, activity => activity.TraceId == root.TraceId && activity.OperationName == "/v5/order/create");
        Assert.Equal(110007, span.GetTagItem("bybit.ret_code"));
        Assert.Equal(200, span.GetTagItem("http.response.status_code"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }

    private static Redactor Redactor()
    {
        var redactor = new Redactor();
        redactor.Register(new ExchangeKey(BybitFixture.Key, BybitFixture.Secret));
        return redactor;
    }

    private static string Describe(Activity activity) =>
        $"{activity.OperationName} {activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(one => one.Tags))}";

    private static void AssertClean(string text)
    {
        Assert.DoesNotContain(BybitFixture.Key, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(BybitFixture.Secret, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("[0-9a-f]{64}", text);
    }
}
