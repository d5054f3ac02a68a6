using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Http;

/// <summary>What a status, a body and a broken connection prove about a request.</summary>
public sealed class ReplyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, 0, "accepted")]
    [InlineData(400, 110007, "110007")]
    [InlineData(401, 10003, "10003")]
    [InlineData(403, 10010, "10010")]
    [InlineData(400, 0, "-400")]
    [InlineData(500, 110007, "unknown")]
    [InlineData(500, 0, "unknown")]
    public async Task Code_counts_with_any_status_of_a_refusal_but_success_only_with_its_own(int status, int code, string expected)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Raw(status, $$$"""{"retCode":{{{code}}},"retMsg":"","result":{"orderId":"o"}}"""));

        var outcome = await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token);

        Assert.Equal(expected, outcome switch
        {
            SubmitOutcome.Accepted => "accepted",
            SubmitOutcome.Unknown => "unknown",
            SubmitOutcome.Rejected { Error.Code: var refused } => $"{refused}",
            _ => outcome.ToString(),
        });
        Assert.Equal(1, fixture.Stub.Count(Create));
    }

    [Theory]
    [InlineData("\"time\":1735689600123", 1_735_689_600_123)]
    [InlineData("\"time\":0", 0L)]
    [InlineData("\"time\":-1", null)]
    [InlineData("\"time\":9999999999999", 9_999_999_999_999)]
    [InlineData("\"time\":10000000000000", null)]
    [InlineData("\"time\":9223372036854775807", null)]
    [InlineData("\"time\":\"1735689600123\"", null)]
    [InlineData("\"time\":1.5", null)]
    [InlineData("\"time\":99999999999999999999", null)]
    [InlineData("\"time\":{}", null)]
    [InlineData("\"time\":null", null)]
    [InlineData("\"retMsg\":7", null)]
    [InlineData("\"retExtInfo\":[]", null)]
    [InlineData("\"retExtInfo\":{}", null)]
    public void Answer_counts_whatever_stands_beside_its_code(string beside, long? time)
    {
        Assert.True(BybitEnvelope.TryRead(Encoding.UTF8.GetBytes($$"""{"retCode":7,{{beside}}}"""), out var envelope));

        Assert.Equal((7, "", time), (envelope.Code, envelope.Message, envelope.Time));
        Assert.Equal((JsonValueKind.Undefined, JsonValueKind.Undefined), (envelope.Result.ValueKind, envelope.Extra.ValueKind));
    }

    [Fact]
    public async Task Time_that_is_no_date_loses_no_order()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Ok("""{"orderId":"o"}""", time: long.MaxValue));

        Assert.Equal("o", Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token)));
    }

    [Fact]
    public async Task Server_that_cannot_be_greeted_safely_was_sent_nothing()
    {
        await using var stub = await StubExchange.StartAsync();
        await using var fixture = BybitFixture.Open(stub, new UriBuilder(stub.BaseUrl) { Scheme = "https" }.Uri);

        var error = Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal((0, RetryGuidance.RetryLater), (error.Code, error.Class));
        Assert.Contains("nothing was sent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_and_write_have_a_patience_of_their_own()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var stub = await StubExchange.StartAsync();
        await using var fixture = BybitFixture.Open(
            stub,
            stub.BaseUrl,
            static options => (options.ReadTimeout, options.WriteTimeout) = (TimeSpan.FromHours(2), TimeSpan.FromHours(1)),
            time);
        var (asked, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        stub.When("/v5/market/tickers", async context =>
        {
            asked.TrySetResult();
            await released.Task;
            await StubReplies.Ok("""{"list":[{"symbol":"BTCUSDT","lastPrice":"100"}]}""")(context);
        });
        var arrived = new TaskCompletionSource();
        stub.When(Create, async context =>
        {
            arrived.TrySetResult();
            await StubReplies.Silence()(context);
        });

        var read = fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token);
        var write = fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token);
        await Task.WhenAll(asked.Task, arrived.Task).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Token);
        time.Advance(TimeSpan.FromHours(1));

        Assert.Contains("within 3600 s", Expect.Unknown(await write).Message, StringComparison.Ordinal);
        Assert.False(read.IsCompleted);
        released.SetResult();
        Assert.Equal(100m, Expect.Value(await read).LastPrice);
    }

    [Fact]
    public async Task Pause_after_a_ban_is_no_reason_to_read_again()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/tickers", StubReplies.Raw(403, ""));

        Assert.Equal(-403, Expect.Failure(await fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token)).Code);

        Assert.Equal(1, fixture.Stub.Count("/v5/market/tickers"));
        Assert.Single(fixture.Log.Text.Split('\n'), static line => line.Contains("gave no usable answer", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(110043, "had nothing to change (110043)")]
    [InlineData(110007, "refused with 110007 (Permanent)")]
    [InlineData(10016, "Outcome of /v5/position/set-leverage for BTCUSDT is unknown")]
    public async Task Answer_of_a_write_is_logged_for_what_it_is(int code, string line)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Leverage, StubReplies.Code(code));

        await fixture.Exchange.SetLeverageAsync(Category.Linear, BybitFixture.Btc, 2m, Token);

        Assert.Single(fixture.Log.Text.Split('\n'), logged => logged.Contains(line, StringComparison.Ordinal));
        Assert.Single(fixture.Log.Text.Split('\n'), static logged => logged.Contains("set-leverage", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refused_read_is_logged_with_its_code()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/tickers", StubReplies.Code(10001, "symbol invalid"));

        Expect.Failure(await fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token));

        Assert.Contains("Bybit /v5/market/tickers refused with 10001 (Permanent)", fixture.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Four_pairs_of_keys_are_kept_from_the_log_and_no_fifth()
    {
        var redactor = new Redactor();
        for (var pair = 1; pair <= 5; pair++)
            redactor.Register(new ExchangeKey($"key-{pair}", $"secret-{pair}"));

        Assert.Equal("key-1 *** *** *** ***", redactor.Redact("key-1 key-2 secret-3 key-4 secret-5"));
        redactor.Register(new ExchangeKey("key-2", "secret-2"));
        Assert.Equal("*** *** *** ***", redactor.Redact("key-2 key-3 key-4 secret-5"));
    }

    [Theory]
    [InlineData(300, "")]
    [InlineData(301, "…")]
    public void Text_is_cut_at_three_hundred_characters_without_its_control_characters(int length, string end)
    {
        var redactor = new Redactor();

        Assert.Equal(new string('x', 300) + end, redactor.Redact(new string('x', length)));
        Assert.Equal("a b", redactor.Redact("a\r\n\tb"));
    }
}
