using TradingBot.Bybit.Streams;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using static TradingBot.Bybit.Tests.Streams.StreamRows;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Streams;

/// <summary>
/// Drops, silence, refusals and lagging lists: a listener misses no fill, sees none twice, and knows when not to trust the stream.
/// </summary>
public sealed class StreamGapTests
{
    private static readonly StreamTiming Quick = new()
    {
        FirstDelay = TimeSpan.FromMilliseconds(10),
        LongestDelay = TimeSpan.FromMilliseconds(100),
        FollowUpReread = TimeSpan.FromMinutes(1),
    };

    [Fact]
    public async Task Fill_missed_while_disconnected_is_told_before_the_stream_is_trusted_again()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();
        await fixture.Socket.SendAsync(Frame("execution", Fill("e-1")));
        await fixture.HearAsync(_ => fixture.Fills.Count == 1, "the first fill");

        fixture.Stub.When(Executions, List(Fill("e-2"), Fill("e-1")));
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        Assert.Equal(["e-1", "e-2"], Linear(fixture));
        var heard = fixture.Heard.Where(
            change => change is ExchangeEvent.Gap or ExchangeEvent.Recovered or ExchangeEvent.Executed { Execution.ExecId: "e-2" })
            .Select(change => change.GetType().Name)
            .Distinct();
        Assert.Equal(["Gap", "Recovered", "Executed"], heard);
        Assert.IsType<ExchangeEvent.Recovered>(fixture.Heard[^1]);
        Assert.Equal(2, fixture.Stub.Streams.Sockets.Count);
    }

    [Fact]
    public async Task Connection_that_stood_long_enough_begins_the_pauses_anew()
    {
        await using var fixture = await StreamFixture.OpenAsync(
            timing: Quick with { StableAfter = TimeSpan.Zero, LongestDelay = TimeSpan.FromMinutes(10) });
        await fixture.LiveAsync();

        // If each drop doubled the pause, the last one would be more than a minute long.
        for (var drops = 1; drops <= 15; drops++)
        {
            fixture.Socket.Cut();
            await fixture.LiveAsync(drops + 1);
        }
    }

    [Fact]
    public async Task Order_that_ended_while_disconnected_is_told_with_its_end()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();
        await fixture.Socket.SendAsync(Frame("order", Order("New", "0", 1)));
        await fixture.HearAsync(heard => heard.OfType<ExchangeEvent.OrderChanged>().Any(), "the order");

        fixture.Stub.When(History, List(Order("Cancelled", "1", 9)));
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        var last = fixture.Heard.OfType<ExchangeEvent.OrderChanged>().Last().Order;
        Assert.Equal((OrderStatus.Cancelled, 1m), (last.Status, last.FilledQuantity));
        Assert.All(
            fixture.Stub.Requests.Where(static request => request.RawQuery.Contains("orderId=", StringComparison.Ordinal)),
            static request => Assert.Contains("category=linear", request.RawQuery, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Order_sent_and_ended_while_disconnected_is_told()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();

        fixture.Stub.When(History, context => StubReplies.Ok(
            context.Request.Query["category"] == "linear" && context.Request.Query.ContainsKey("startTime")
                ? List(Order("Rejected", "0", 9, "o-9"))
                : List())(context));
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        var published = Assert.Single(fixture.Heard.OfType<ExchangeEvent.OrderChanged>()).Order;
        Assert.Equal(("o-9", OrderStatus.Rejected), (published.ExchangeOrderId, published.Status));
    }

    [Fact]
    public async Task Position_closed_while_disconnected_is_told_flat()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();
        await fixture.Socket.SendAsync(Frame("position", Position("Buy", "1", 1)));
        await fixture.HearAsync(heard => heard.OfType<ExchangeEvent.PositionChanged>().Any(), "the position");

        fixture.Stub.When(PositionList, context => StubReplies.Ok(
            context.Request.Query.ContainsKey("symbol") ? List(Position("", "0", 2, isListed: true)) : List())(context));
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        Assert.Equal([1m, null], fixture.Heard.OfType<ExchangeEvent.PositionChanged>().Select(change => change.Position?.Quantity));
        Assert.Contains(
            "category=linear",
            Assert.Single(
                fixture.Stub.Requests,
                static request => request.Path == PositionList && request.RawQuery.Contains("symbol=", StringComparison.Ordinal)).RawQuery,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_wait_while_the_lists_are_read()
    {
        var answer = new TaskCompletionSource();
        await using var fixture = await ReadingAsync(until: answer.Task);

        await fixture.Socket.SendAsync(Frame("execution", Fill("e-1")));
        answer.SetResult();

        await fixture.HearAsync(_ => fixture.Fills.Count == 1, "the fill");
        Assert.IsType<ExchangeEvent.Executed>(fixture.Heard[^1]);
        Assert.IsType<ExchangeEvent.Recovered>(fixture.Heard[^2]);
    }

    /// <summary>What does not fit is not dropped unseen: the stream is set up anew and the lists tell what it was.</summary>
    [Fact]
    public async Task Stream_that_sends_more_than_can_wait_is_given_up()
    {
        var answer = new TaskCompletionSource();
        await using var fixture = await ReadingAsync(until: answer.Task);

        // Subscriptions wait there as well.
        for (var sent = 0; sent <= 20_000 && fixture.Stub.Streams.Sockets.Count == 1; sent++)
            await fixture.Socket.SendAsync(Frame("execution", Fill("e-1")));
        await TestKit.Eventually.TrueAsync(
            () => fixture.Log.Text.Contains("Bybit's stream sends more than could be taken in.", StringComparison.Ordinal),
            "The stream was never given up",
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);

        answer.SetResult();
        await fixture.LiveAsync();
    }

    [Fact]
    public async Task Stream_is_not_trusted_until_the_lists_could_be_read()
    {
        await using var fixture = await StreamFixture.OpenAsync(stub => stub.When(
            Executions, StubReplies.Raw(503, ""), StubReplies.Raw(503, ""), StubReplies.Raw(503, ""), StubReplies.Ok(List(Fill("e-1")))));

        await fixture.LiveAsync();

        Assert.Contains("e-1", fixture.Fills);
        Assert.Contains("could not be read again", fixture.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_is_not_trusted_while_a_listed_position_cannot_be_read()
    {
        var unreadable = Position("Buy", "", 1, isListed: true);
        var readable = Position("Buy", "1", 2, isListed: true);
        await using var fixture = await StreamFixture.OpenAsync(stub => stub.When(
            PositionList, StubReplies.Ok(List(unreadable)), StubReplies.Ok(List()), StubReplies.Ok(List(readable))));

        await fixture.LiveAsync();

        Assert.Contains("could not be read again", fixture.Log.Text, StringComparison.Ordinal);
        Assert.Contains(
            fixture.Heard, change => change is ExchangeEvent.PositionChanged { Position: { Category: Category.Linear, Quantity: 1m } });
    }

    [Fact]
    public async Task Fill_that_the_list_shows_late_is_told_at_the_second_look()
    {
        await using var fixture = await StreamFixture.OpenAsync(timing: Quick with { FollowUpReread = TimeSpan.FromMilliseconds(50) });
        await fixture.LiveAsync();

        fixture.Stub.When(Executions, List(Fill("late")));

        await fixture.HearAsync(_ => fixture.Fills.Contains("late"), "the late fill");
    }

    [Fact]
    public async Task Row_that_cannot_be_read_sends_us_to_the_lists()
    {
        await using var fixture = await StreamFixture.OpenAsync(timing: Quick with { FollowUpReread = TimeSpan.Zero });
        await fixture.LiveAsync();

        fixture.Stub.When(Executions, List(Fill("e-1")));
        await fixture.Socket.SendAsync(
            Frame("execution", Fill("e-1").Replace("\"execQty\":\"1\"", "\"execQty\":\"\"", StringComparison.Ordinal)));

        await fixture.HearAsync(_ => fixture.Fills.Contains("e-1"), "the fill from the list");
        // The lists are read all the time here, so that the fill may have been heard of before the row was.
        await TestKit.Eventually.TrueAsync(
            () => fixture.Log.Text.Contains(
                "stream execution sent a row that could not be read; the lists are read instead: Bybit sent a row without execQty",
                StringComparison.Ordinal),
            "The row was not told of",
            cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Silent_connection_is_given_up_for_a_new_one()
    {
        await using var fixture = await StreamFixture.OpenAsync(
            stub => stub.Streams.Answer = op => op == "ping" ? null : StubStreams.Usual(op),
            Quick with { Heartbeat = TimeSpan.FromMilliseconds(200), SilenceTimeout = TimeSpan.FromSeconds(1) });

        await fixture.LiveAsync(2);

        Assert.Contains(fixture.Heard, change => change is ExchangeEvent.Gap gap
            && gap.Reason.Contains("silent", StringComparison.Ordinal));
        Assert.True(fixture.Stub.Streams.Sockets[0].Has("ping"));
    }

    [Theory]
    [InlineData("""{"op":"auth","success":false,"retCode":10003,"retMsg":"Invalid apikey","connId":"c"}""", "Invalid apikey")]
    [InlineData("""{"op":"auth","success":false,"ret_msg":"signature 0123456789012345678901234567890123456789012345678901234567890123 is wrong"}""", "***")]
    [InlineData("<html>bad gateway</html>", "own format")]
    public async Task Refused_greeting_is_tried_again_later_and_never_trusted(string answer, string reason)
    {
        await using var fixture = await StreamFixture.OpenAsync(
            stub => stub.Streams.Answer = op => op == "auth" ? answer : StubStreams.Usual(op));

        await TestKit.Eventually.TrueAsync(
            () => fixture.Stub.Streams.Sockets.Count >= 3,
            "three attempts",
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);

        Assert.DoesNotContain(fixture.Heard, change => change is ExchangeEvent.Recovered);
        Assert.Contains(reason, fixture.Log.Text, StringComparison.Ordinal);
        fixture.Stub.Streams.Answer = StubStreams.Usual;
        await fixture.LiveAsync();
    }

    [Fact]
    public async Task Category_the_key_may_not_read_is_left_out_and_the_rest_is_trusted()
    {
        await using var fixture = await StreamFixture.OpenAsync(
            stub => stub.When(Executions, context => context.Request.Query["category"] == "option"
            ? StubReplies.Code(10005, "Permission denied")(context)
            : StubReplies.Ok(List(Fill("e-1")))(context)));

        await fixture.LiveAsync();

        Assert.Equal([Category.Spot, Category.Linear, Category.Inverse], fixture.Heard.OfType<ExchangeEvent.Executed>()
            .Select(change => change.Execution.Category));
        Assert.Contains("option is left out of the account stream: Bybit 10005", fixture.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_secret_is_written_anywhere()
    {
        await using var fixture = await StreamFixture.OpenAsync(stub => stub.Streams.Answer = op => op == "auth"
            && stub.Streams.Sockets.Count < 3
            ? $$"""{"op":"auth","success":false,"ret_msg":"origin_string[{{BybitFixture.Key}} {{BybitFixture.Secret}}]"}"""
            : StubStreams.Usual(op));
        await fixture.LiveAsync();
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        var signatures = fixture.Stub.Streams.Sockets.SelectMany(socket => socket.Received)
            .Where(message => message.GetProperty("op").GetString() == "auth")
            .Select(message => message.GetProperty("args")[2].GetString()!);
        var written = fixture.Log.Text + string.Join(' ', fixture.Heard);
        Assert.All([BybitFixture.Key, BybitFixture.Secret, .. signatures], secret => Assert.DoesNotContain(
            secret, written, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Linear(StreamFixture fixture) =>
        fixture.Heard.OfType<ExchangeEvent.Executed>().Where(change => change.Execution.Category == Category.Linear)
            .Select(change => change.Execution.ExecId);

    // Connected, and reading the lists, of which the wallet is not told before.
    private static async Task<StreamFixture> ReadingAsync(Task until)
    {
        var ask = new TaskCompletionSource();
        var fixture = await StreamFixture.OpenAsync(stub => stub.When(Wallet, async context =>
        {
            ask.TrySetResult();
            await until;
            await StubReplies.Ok(StreamFixture.Wealth)(context);
        }));
        await ask.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return fixture;
    }
}
