using TradingBot.Bybit.Streams;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.TestKit;
using static TradingBot.Bybit.Tests.Streams.StreamRows;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Streams;

/// <summary>What is told and written down of an account stream that breaks, how long it waits, and what a re-read puts right.</summary>
public sealed class StreamStoryTests
{
    private const string Private = "/v5/private";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Break_is_told_and_warned_of_once_however_often_connecting_fails_before_the_stream_is_back()
    {
        await using var fixture = await StreamFixture.OpenAsync(static stub => stub.Streams.IsTurningAway = true);
        await TurnAwayAsync(fixture, 3);
        fixture.Stub.Streams.IsTurningAway = false;
        await fixture.LiveAsync();
        fixture.Stub.Streams.IsTurningAway = true;
        fixture.Socket.Cut();
        await TurnAwayAsync(fixture, 6);
        fixture.Stub.Streams.IsTurningAway = false;
        await fixture.LiveAsync(2);

        Assert.Equal(
            ["Gap", "Recovered", "Gap", "Recovered"],
            fixture.Heard.Where(static change => change is ExchangeEvent.Gap or ExchangeEvent.Recovered)
                .Select(static change => change.GetType().Name));
        await Eventually.TrueAsync(
            () => Lines(fixture, "account stream is live") == 2, "being live is written down twice", TimeSpan.FromSeconds(60), Token);
        Assert.Equal(2, Lines(fixture, "account stream is down, polling goes on without it"));
        Assert.InRange(Lines(fixture, "account stream is still down"), 2, 1000);
    }

    [Fact]
    public async Task Connection_that_stood_long_enough_is_followed_by_the_first_pause_and_not_by_none()
    {
        var time = new PassingPauses(TimeSpan.FromMinutes(30), TimeSpan.MaxValue);
        await using var fixture = await StreamFixture.OpenAsync(
            timing: new StreamTiming
            {
                FirstDelay = TimeSpan.FromHours(1),
                LongestDelay = TimeSpan.FromHours(4),
                StableAfter = TimeSpan.Zero,
            },
            time: time);
        await fixture.LiveAsync();

        for (var drops = 1; drops <= 2; drops++)
        {
            fixture.Socket.Cut();
            await fixture.LiveAsync(drops + 1);
        }

        Assert.Equal(2, time.Passed.Count);
        Assert.All(time.Passed, static pause => Assert.InRange(pause.TotalHours, 0.5, 1));
    }

    [Fact]
    public async Task Refused_subscription_is_told_in_the_exchanges_words_without_the_key()
    {
        await using var fixture = await StreamFixture.OpenAsync(static stub => stub.Streams.Answer = op => op == "subscribe"
            ? $$"""{"success":false,"ret_msg":"{{BybitFixture.Key}} may not","op":"subscribe"}"""
            : StubStreams.Usual(op));

        await fixture.HearAsync(
            _ => fixture.Log.Text.Contains("Bybit's stream refused to subscribe: *** may not", StringComparison.Ordinal), "the refusal");

        Assert.DoesNotContain(fixture.Heard, static change => change is ExchangeEvent.Recovered);
    }

    [Fact]
    public async Task Coin_that_a_reread_shows_no_more_is_gone()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();

        fixture.Stub.When(Wallet, StreamFixture.Wealth.Replace("USDT", "USDC", StringComparison.Ordinal));
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        Assert.Equal(
            ["USDT", "USDC"],
            fixture.Heard.OfType<ExchangeEvent.WalletChanged>().Select(static change => Assert.Single(change.Balance.Coins).Coin));
    }

    [Fact]
    public async Task Wallet_that_the_stream_sent_while_the_list_was_read_is_newer_than_the_list()
    {
        var time = new LeapingTime();
        await using var fixture = await StreamFixture.OpenAsync(time: time);
        fixture.Stub.When(Wallet, async context =>
        {
            time.Leap(TimeSpan.FromMinutes(2));
            await StubReplies.Ok(StreamFixture.Wealth)(context);
        });
        await fixture.LiveAsync();
        var before = fixture.Stub.Count(Wallet);
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);
        Assert.True(fixture.Stub.Count(Wallet) > before);

        // Of the middle of the two minutes that reading the list took.
        var at = (time.GetUtcNow() - TimeSpan.FromMinutes(1)).ToUnixTimeMilliseconds();
        await fixture.Socket.SendAsync($$"""
            {"topic":"wallet","creationTime":{{at}},"data":[{"totalEquity":"170","totalWalletBalance":"170","totalPerpUPL":"0","coin":[]}]}
            """);

        await fixture.HearAsync(
            static heard => heard.OfType<ExchangeEvent.WalletChanged>().Any(static change => change.Balance.TotalEquity == 170m),
            "the wallet");
    }

    [Fact]
    public async Task Position_that_is_listed_is_not_asked_for_by_its_symbol()
    {
        var listed = List(Position("Buy", "1", 2, isListed: true));
        await using var fixture = await StreamFixture.OpenAsync(stub => stub.When(PositionList, listed));
        await fixture.LiveAsync();
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        Assert.DoesNotContain(fixture.Stub.Requests, static request =>
            request.Path == PositionList && request.RawQuery.Contains("symbol=", StringComparison.Ordinal));
    }

    private static Task TurnAwayAsync(StreamFixture fixture, int times) => Eventually.TrueAsync(
        () => fixture.Stub.Streams.TurnedAway(Private) >= times, $"{times} tries were turned away", TimeSpan.FromSeconds(60), Token);

    private static int Lines(StreamFixture fixture, string text) =>
        fixture.Log.Text.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>The machine's time, and later by each leap.</summary>
    private sealed class LeapingTime : TimeProvider
    {
        private long _ahead;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

        public void Leap(TimeSpan length) => Interlocked.Add(ref _ahead, length.Ticks);
    }
}
