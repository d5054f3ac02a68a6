using Microsoft.AspNetCore.WebUtilities;
using TradingBot.Bybit.Streams;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using static TradingBot.Bybit.Tests.Streams.StreamRows;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Streams;

/// <summary>
/// While any part of the account cannot be read, the stream is not trusted; and a gap is made up for from before it began.
/// </summary>
public sealed class StreamDoubtTests
{
    [Theory]
    [InlineData(Wallet)]
    [InlineData(Executions)]
    [InlineData(History)]
    [InlineData(Realtime)]
    [InlineData(PositionList)]
    public async Task Stream_is_not_trusted_while_a_list_cannot_be_read(string path)
    {
        var refused = StubReplies.Code(10001, "not now");
        await using var fixture = await StreamFixture.OpenAsync(stub => stub.When(
            path, refused, refused, StubReplies.Ok(path == Wallet ? StreamFixture.Wealth : Nothing)));

        await fixture.LiveAsync();

        Assert.Equal(2, fixture.Log.Text.Split('\n').Count(static line => line.Contains("could not be read again", StringComparison.Ordinal)));
        Assert.Single(fixture.Stub.Streams.Sockets);
    }

    [Fact]
    public async Task Pause_between_readings_that_fail_doubles_up_to_its_limit()
    {
        var refused = StubReplies.Code(10001, "not now");
        var time = new PassingPauses(TimeSpan.FromMinutes(30), TimeSpan.MaxValue);
        await using var fixture = await StreamFixture.OpenAsync(
            stub => stub.When(Wallet, refused, refused, refused, refused, StubReplies.Ok(StreamFixture.Wealth)),
            new StreamTiming { FirstDelay = TimeSpan.FromHours(1), LongestDelay = TimeSpan.FromHours(4) },
            time: time);

        await fixture.LiveAsync();

        // Half of each pause is chance.
        Assert.Collection(
            time.Passed.Select(static pause => pause.TotalHours),
            static hours => Assert.InRange(hours, 0.5, 1),
            static hours => Assert.InRange(hours, 1, 2),
            static hours => Assert.InRange(hours, 2, 4),
            static hours => Assert.InRange(hours, 2, 4));
    }

    [Fact]
    public async Task Pause_between_connections_that_are_refused_doubles_up_to_its_limit_however_long_it_has_been_tried()
    {
        var time = new PassingPauses(TimeSpan.FromMinutes(30), TimeSpan.FromHours(4), isMeasured: true);
        var auths = 0;
        await using var fixture = await StreamFixture.OpenAsync(
            stub => stub.Streams.Answer = op => op == "auth" && Interlocked.Increment(ref auths) <= 4
                ? """{"op":"auth","success":false,"retCode":10003,"retMsg":"not now","connId":"c"}"""
                : StubStreams.Usual(op),
            new StreamTiming
            {
                FirstDelay = TimeSpan.FromHours(1),
                LongestDelay = TimeSpan.FromHours(4),
                StableAfter = TimeSpan.FromMinutes(30),
            },
            time: time);

        await fixture.LiveAsync();

        Assert.Collection(
            time.Passed.Select(static pause => pause.TotalHours),
            static hours => Assert.InRange(hours, 0.5, 1),
            static hours => Assert.InRange(hours, 1, 2),
            static hours => Assert.InRange(hours, 2, 4),
            static hours => Assert.InRange(hours, 2, 4));
    }

    [Fact]
    public async Task Lists_are_read_a_second_time_once_their_pause_is_over_and_then_at_their_interval()
    {
        var time = new PassingPauses(TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await using var fixture = await StreamFixture.OpenAsync(
            timing: new StreamTiming { FollowUpReread = TimeSpan.FromHours(1), RereadInterval = TimeSpan.FromHours(2) }, time: time);

        await fixture.LiveAsync();

        await TestKit.Eventually.TrueAsync(
            () => fixture.Stub.Count(Wallet) >= 2, "the second reading", TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal([TimeSpan.FromHours(1)], time.Passed);
    }

    [Fact]
    public async Task Stream_is_not_trusted_until_an_order_that_is_listed_no_more_was_looked_up()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();
        await fixture.Socket.SendAsync(Frame("order", Order("New", "0", 1)));
        await fixture.HearAsync(static heard => heard.OfType<ExchangeEvent.OrderChanged>().Any(), "the order");

        var refused = 0;
        fixture.Stub.When(Realtime, context => !context.Request.Query.ContainsKey("orderId")
            ? StubReplies.Ok(Nothing)(context)
            : Interlocked.Increment(ref refused) <= 2
                ? StubReplies.Code(10001, "not now")(context)
                : StubReplies.Ok(List(Order("Filled", "2", 9)))(context));
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        Assert.Equal(3, refused);
        Assert.Equal(OrderStatus.Filled, fixture.Heard.OfType<ExchangeEvent.OrderChanged>().Last().Order.Status);
    }

    [Fact]
    public async Task Stream_is_not_trusted_until_a_position_that_is_listed_no_more_was_looked_up()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();
        await fixture.Socket.SendAsync(Frame("position", Position("Buy", "1", 1)));
        await fixture.HearAsync(static heard => heard.OfType<ExchangeEvent.PositionChanged>().Any(), "the position");

        var asked = 0;
        fixture.Stub.When(PositionList, context => !context.Request.Query.ContainsKey("symbol")
            ? StubReplies.Ok(Nothing)(context)
            : Interlocked.Increment(ref asked) switch
            {
                1 => StubReplies.Code(10001, "not now")(context),
                2 => StubReplies.Ok(List(Position("Buy", "", 2, isListed: true)))(context),
                _ => StubReplies.Ok(List(Position("", "0", 2, isListed: true)))(context),
            });
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        Assert.Equal(3, asked);
        Assert.Equal([1m, null], fixture.Heard.OfType<ExchangeEvent.PositionChanged>().Select(static change => change.Position?.Quantity));
    }

    [Fact]
    public async Task Each_order_that_is_listed_no_more_is_looked_up_and_one_that_nobody_shows_holds_up_no_other()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();
        await fixture.Socket.SendAsync(
            Frame("order", Order("New", "0", 1), Order("New", "0", 1, "o-2"), Order("New", "0", 1, "o-3")));
        await fixture.HearAsync(static heard => heard.OfType<ExchangeEvent.OrderChanged>().Count() == 3, "the orders");

        fixture.Stub.When(Realtime, context => StubReplies.Ok(
            context.Request.Query["orderId"].ToString() is "o-2" or "o-3"
                ? List(Order("Filled", "2", 9, context.Request.Query["orderId"].ToString()))
                : Nothing)(context));
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        Assert.Equal(
            ["o-2", "o-3"],
            fixture.Heard.OfType<ExchangeEvent.OrderChanged>().Where(static change => change.Order.Status == OrderStatus.Filled)
                .Select(static change => change.Order.ExchangeOrderId)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_position_that_is_listed_no_more_is_asked_for_by_its_symbol()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();
        await fixture.Socket.SendAsync(Frame(
            "position", Position("Buy", "1", 1), Position("Buy", "1", 1).Replace("BTCUSDT", "ETHUSDT", StringComparison.Ordinal)));
        await fixture.HearAsync(static heard => heard.OfType<ExchangeEvent.PositionChanged>().Count() == 2, "the positions");

        fixture.Stub.When(PositionList, context => StubReplies.Ok(
            context.Request.Query["symbol"].ToString() is { Length: > 0 } symbol
                ? List(Position("", "0", 2, isListed: true).Replace("BTCUSDT", symbol, StringComparison.Ordinal))
                : Nothing)(context));
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        Assert.Equal(
            ["BTCUSDT", "ETHUSDT"],
            fixture.Heard.OfType<ExchangeEvent.PositionChanged>().Where(static change => change.Position is null)
                .Select(static change => change.Symbol.Value)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lists_are_read_from_two_minutes_before_the_stream_was_last_complete()
    {
        var started = TimeProvider.System.GetUtcNow();
        await using var fixture = await StreamFixture.OpenAsync(static stub => stub.Streams.Answer = GreetLate);
        await fixture.LiveAsync();
        var live = TimeProvider.System.GetUtcNow();
        var before = fixture.Stub.Count(Executions);

        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        var starts = fixture.Stub.Requests.Where(static request => request.Path == Executions)
            .Select(static request => DateTimeOffset.FromUnixTimeMilliseconds(
                long.Parse(QueryHelpers.ParseQuery(request.RawQuery)["startTime"]!, null)) + new StreamTiming().Overlap)
            .ToList();
        // Bybit's clock and ours are one machine's; a second is more than its measurement is off.
        Assert.All(starts, start => Assert.InRange(start, started.AddSeconds(-1), live.AddSeconds(1)));
        Assert.Single(starts.Take(before).Distinct());
        Assert.True(starts[before] > starts[0]);
    }

    // So that the lists are read a few milliseconds after the connection was begun, however quick the machine is.
    private static string? GreetLate(string op)
    {
        var asked = TimeProvider.System.GetTimestamp();
        SpinWait.SpinUntil(() => TimeProvider.System.GetElapsedTime(asked) > TimeSpan.FromMilliseconds(5));
        return StubStreams.Usual(op);
    }

    /// <summary>
    /// Bybit asks for a ping every 20 s and cuts what is silent; it takes 500 connections in five minutes from one address.
    /// </summary>
    [Fact]
    public void Times_of_a_stream_are_those_that_the_exchange_asks_for()
    {
        var timing = new StreamTiming();

        Assert.Equal(
            (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10)),
            (timing.Heartbeat, timing.SilenceTimeout, timing.AnswerTimeout));
        Assert.Equal(
            (TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), 60),
            (timing.FirstDelay, timing.LongestDelay, timing.StableAfter, timing.ConnectionsPerFiveMinutes));
        Assert.Equal(
            (TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)),
            (timing.Overlap, timing.FollowUpReread, timing.RereadInterval));
    }
}
