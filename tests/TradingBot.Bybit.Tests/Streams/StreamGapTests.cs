using TradingBot.Bybit.Streams;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using static TradingBot.Bybit.Tests.Streams.StreamRows;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Streams;

/// <summary>Drops, silence, refusals and lagging lists: a listener misses no fill, sees none twice, and knows when not to trust the stream.</summary>
public sealed class StreamGapTests
{
    private static readonly StreamPace Quick = new() { FirstDelay = TimeSpan.FromMilliseconds(10), LongestDelay = TimeSpan.FromMilliseconds(100), SecondLook = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task Fill_missed_while_disconnected_is_told_before_the_stream_is_trusted_again()
    {
        await using var desk = await StreamDesk.OpenAsync();
        await desk.LiveAsync();
        await desk.Socket.SendAsync(Frame("execution", Fill("e-1")));
        await desk.HearAsync(_ => desk.Fills.Count == 1, "the first fill");

        desk.Venue.When(Executions, List(Fill("e-2"), Fill("e-1")));
        desk.Socket.Cut();
        await desk.LiveAsync(2);

        Assert.Equal(["e-1", "e-2"], Linear(desk));
        var heard = desk.Heard.Where(news => news is VenueEvent.Gap or VenueEvent.Recovered or VenueEvent.Executed { Execution.ExecId: "e-2" }).Select(news => news.GetType().Name).Distinct();
        Assert.Equal(["Gap", "Recovered", "Executed"], heard);
        Assert.IsType<VenueEvent.Recovered>(desk.Heard[^1]);
        Assert.Equal(2, desk.Venue.Streams.Sockets.Count);
    }

    [Fact]
    public async Task Order_that_ended_while_disconnected_is_told_with_its_end()
    {
        await using var desk = await StreamDesk.OpenAsync();
        await desk.LiveAsync();
        await desk.Socket.SendAsync(Frame("order", Order("New", "0", 1)));
        await desk.HearAsync(heard => heard.OfType<VenueEvent.OrderChanged>().Any(), "the order");

        desk.Venue.When(History, List(Order("Cancelled", "1", 9)));
        desk.Socket.Cut();
        await desk.LiveAsync(2);

        var last = desk.Heard.OfType<VenueEvent.OrderChanged>().Last().Order;
        Assert.Equal((OrderStatus.Cancelled, 1m), (last.Status, last.FilledQuantity));
    }

    [Fact]
    public async Task Order_sent_and_ended_while_disconnected_is_told()
    {
        await using var desk = await StreamDesk.OpenAsync();
        await desk.LiveAsync();

        desk.Venue.When(History, context => StubReplies.Ok(
            context.Request.Query["category"] == "linear" && context.Request.Query.ContainsKey("startTime") ? List(Order("Rejected", "0", 9, "o-9")) : List())(context));
        desk.Socket.Cut();
        await desk.LiveAsync(2);

        var told = Assert.Single(desk.Heard.OfType<VenueEvent.OrderChanged>()).Order;
        Assert.Equal(("o-9", OrderStatus.Rejected), (told.VenueOrderId, told.Status));
    }

    [Fact]
    public async Task Position_closed_while_disconnected_is_told_flat()
    {
        await using var desk = await StreamDesk.OpenAsync();
        await desk.LiveAsync();
        await desk.Socket.SendAsync(Frame("position", Position("Buy", "1", 1)));
        await desk.HearAsync(heard => heard.OfType<VenueEvent.PositionChanged>().Any(), "the position");

        desk.Venue.When(PositionList, context => StubReplies.Ok(
            context.Request.Query.ContainsKey("symbol") ? List(Position("", "0", 2, isListed: true)) : List())(context));
        desk.Socket.Cut();
        await desk.LiveAsync(2);

        Assert.Equal([1m, null], desk.Heard.OfType<VenueEvent.PositionChanged>().Select(news => news.Position?.Quantity));
    }

    [Fact]
    public async Task Messages_wait_while_the_lists_are_read()
    {
        var ask = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        await using var desk = await StreamDesk.OpenAsync(venue => venue.When(Wallet, async context =>
        {
            ask.TrySetResult();
            await answer.Task;
            await StubReplies.Ok(StreamDesk.Wealth)(context);
        }));
        await ask.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        await desk.Socket.SendAsync(Frame("execution", Fill("e-1")));
        answer.SetResult();

        await desk.HearAsync(_ => desk.Fills.Count == 1, "the fill");
        Assert.IsType<VenueEvent.Executed>(desk.Heard[^1]);
        Assert.IsType<VenueEvent.Recovered>(desk.Heard[^2]);
    }

    [Fact]
    public async Task Stream_is_not_trusted_until_the_lists_could_be_read()
    {
        await using var desk = await StreamDesk.OpenAsync(venue => venue.When(
            Executions, StubReplies.Raw(503, ""), StubReplies.Raw(503, ""), StubReplies.Raw(503, ""), StubReplies.Ok(List(Fill("e-1")))));

        await desk.LiveAsync();

        Assert.Contains("e-1", desk.Fills);
        Assert.Contains("could not be read again", desk.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fill_that_the_list_shows_late_is_told_at_the_second_look()
    {
        await using var desk = await StreamDesk.OpenAsync(pace: Quick with { SecondLook = TimeSpan.FromMilliseconds(50) });
        await desk.LiveAsync();

        desk.Venue.When(Executions, List(Fill("late")));

        await desk.HearAsync(_ => desk.Fills.Contains("late"), "the late fill");
    }

    [Fact]
    public async Task Row_that_cannot_be_read_sends_us_to_the_lists()
    {
        await using var desk = await StreamDesk.OpenAsync(pace: Quick with { SecondLook = TimeSpan.Zero });
        await desk.LiveAsync();

        desk.Venue.When(Executions, List(Fill("e-1")));
        await desk.Socket.SendAsync(Frame("execution", Fill("e-1").Replace("\"execQty\":\"1\"", "\"execQty\":\"\"", StringComparison.Ordinal)));

        await desk.HearAsync(_ => desk.Fills.Contains("e-1"), "the fill from the list");
    }

    [Fact]
    public async Task Silent_connection_is_given_up_for_a_new_one()
    {
        await using var desk = await StreamDesk.OpenAsync(
            venue => venue.Streams.Answer = op => op == "ping" ? null : StubStreams.Usual(op),
            Quick with { Heartbeat = TimeSpan.FromMilliseconds(200), Silence = TimeSpan.FromSeconds(1) });

        await desk.LiveAsync(2);

        Assert.Contains(desk.Heard, news => news is VenueEvent.Gap gap && gap.Reason.Contains("silent", StringComparison.Ordinal));
        Assert.True(desk.Venue.Streams.Sockets[0].Has("ping"));
    }

    [Theory]
    [InlineData("""{"op":"auth","success":false,"retCode":10003,"retMsg":"Invalid apikey","connId":"c"}""", "Invalid apikey")]
    [InlineData("""{"op":"auth","success":false,"ret_msg":"signature 0123456789012345678901234567890123456789012345678901234567890123 is wrong"}""", "***")]
    [InlineData("<html>bad gateway</html>", "own format")]
    public async Task Refused_greeting_is_tried_again_later_and_never_trusted(string answer, string reason)
    {
        await using var desk = await StreamDesk.OpenAsync(venue => venue.Streams.Answer = op => op == "auth" ? answer : StubStreams.Usual(op));

        await TestKit.Eventually.TrueAsync(() => desk.Venue.Streams.Sockets.Count >= 3, "three attempts", TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.DoesNotContain(desk.Heard, news => news is VenueEvent.Recovered);
        Assert.Contains(reason, desk.Log.Text, StringComparison.Ordinal);
        desk.Venue.Streams.Answer = StubStreams.Usual;
        await desk.LiveAsync();
    }

    [Fact]
    public async Task Category_the_key_may_not_read_is_left_out_and_the_rest_is_trusted()
    {
        await using var desk = await StreamDesk.OpenAsync(venue => venue.When(Executions, context => context.Request.Query["category"] == "option"
            ? StubReplies.Code(10005, "Permission denied")(context)
            : StubReplies.Ok(List(Fill("e-1")))(context)));

        await desk.LiveAsync();

        Assert.Equal([Category.Spot, Category.Linear, Category.Inverse], desk.Heard.OfType<VenueEvent.Executed>().Select(news => news.Execution.Category));
    }

    [Fact]
    public async Task Nothing_secret_is_written_anywhere()
    {
        await using var desk = await StreamDesk.OpenAsync(venue => venue.Streams.Answer = op => op == "auth" && venue.Streams.Sockets.Count < 3
            ? $$"""{"op":"auth","success":false,"ret_msg":"origin_string[{{Desk.Key}} {{Desk.Secret}}]"}"""
            : StubStreams.Usual(op));
        await desk.LiveAsync();
        desk.Socket.Cut();
        await desk.LiveAsync(2);

        var signatures = desk.Venue.Streams.Sockets.SelectMany(socket => socket.Received).Where(message => message.GetProperty("op").GetString() == "auth")
            .Select(message => message.GetProperty("args")[2].GetString()!);
        var written = desk.Log.Text + string.Join(' ', desk.Heard);
        Assert.All([Desk.Key, Desk.Secret, .. signatures], secret => Assert.DoesNotContain(secret, written, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Linear(StreamDesk desk) =>
        desk.Heard.OfType<VenueEvent.Executed>().Where(news => news.Execution.Category == Category.Linear).Select(news => news.Execution.ExecId);
}
