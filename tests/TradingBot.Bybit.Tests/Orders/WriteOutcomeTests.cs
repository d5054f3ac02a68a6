using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Ports;

namespace TradingBot.Bybit.Tests.Orders;

/// <summary>What each kind of answer makes of a write, and that no write is ever sent twice on a guess.</summary>
public sealed class WriteOutcomeTests
{
    private const string Create = "/v5/order/create";
    private const string Cancel = "/v5/order/cancel";
    private const string Leverage = "/v5/position/set-leverage";
    private const string Stop = "/v5/position/trading-stop";
    private const string Realtime = "/v5/order/realtime";
    private const string History = "/v5/order/history";
    private const string Nothing = """{"list":[],"nextPageCursor":""}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> LostAnswers => new("silence", "cut", "cutHalfway", "500", "502", "503", "html", "empty", "array", "redirect");

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task Create_whose_answer_is_lost_is_unknown_and_sent_once(string kind)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Create, Reply(kind));

        var error = Expect.Unknown(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), Token));

        Assert.Equal(VenueErrorClass.Ask, error.Class);
        Assert.Equal(1, desk.Venue.Count(Create));
    }

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task Create_lost_on_a_used_connection_is_not_resent_by_the_http_stack(string kind)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Create, StubReplies.Ok("""{"orderId":"first"}"""), Reply(kind));
        Expect.Accepted(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), Token));

        Expect.Unknown(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), Token));

        Assert.Equal(2, desk.Venue.Count(Create));
    }

    [Theory]
    [InlineData(10000)]
    [InlineData(10014)]
    [InlineData(10016)]
    [InlineData(170007)]
    [InlineData(170032)]
    [InlineData(170146)]
    [InlineData(170234)]
    [InlineData(987654)]
    public async Task Create_answered_with_an_ambiguous_code_is_unknown_and_sent_once(int code)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Create, StubReplies.Code(code, "trouble"));

        var error = Expect.Unknown(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), Token));

        Assert.Equal(code, error.Code);
        Assert.Equal(1, desk.Venue.Count(Create));
    }

    [Theory]
    [InlineData(10001, VenueErrorClass.Fail)]
    [InlineData(10003, VenueErrorClass.Stop)]
    [InlineData(10005, VenueErrorClass.Stop)]
    [InlineData(10010, VenueErrorClass.Stop)]
    [InlineData(110007, VenueErrorClass.Fail)]
    [InlineData(110094, VenueErrorClass.Fail)]
    [InlineData(170131, VenueErrorClass.Fail)]
    [InlineData(110079, VenueErrorClass.Wait)]
    public async Task Create_refused_is_rejected_with_its_class_and_sent_once(int code, VenueErrorClass @class)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Create, StubReplies.Code(code, "表示名が違います"));

        var error = Expect.Rejected(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), Token));

        Assert.Equal(code, error.Code);
        Assert.Equal(@class, error.Class);
        Assert.Equal(1, desk.Venue.Count(Create));
    }

    [Theory]
    [InlineData(400, VenueErrorClass.Fail)]
    [InlineData(401, VenueErrorClass.Stop)]
    [InlineData(404, VenueErrorClass.Fail)]
    [InlineData(429, VenueErrorClass.Wait)]
    public async Task Create_turned_away_at_the_door_is_rejected(int status, VenueErrorClass @class)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Create, StubReplies.Raw(status, "<html>no</html>"));

        var error = Expect.Rejected(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), Token));

        Assert.Equal(-status, error.Code);
        Assert.Equal(@class, error.Class);
        Assert.Equal(1, desk.Venue.Count(Create));
    }

    [Fact]
    public async Task Create_with_no_venue_listening_is_rejected_because_nothing_was_sent()
    {
        await using var venue = await StubVenue.StartAsync();
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        await using var desk = Desk.Open(venue, new Uri($"http://127.0.0.1:{port}"));

        var error = Expect.Rejected(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), Token));

        Assert.Equal(0, error.Code);
        Assert.Equal(VenueErrorClass.Wait, error.Class);
    }

    [Fact]
    public async Task Create_with_a_refused_clock_is_resent_once_with_the_same_id_and_a_new_stamp()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When("/v5/market/time", StubReplies.Time(TimeSpan.Zero), StubReplies.Time(TimeSpan.FromSeconds(-40)));
        desk.Venue.When(Create, StubReplies.Code(10002, "invalid request"), StubReplies.Ok("""{"orderId":"o-1","orderLinkId":"x"}"""));

        Assert.Equal("o-1", Expect.Accepted(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), Token)));

        var sent = desk.Venue.Requests.Where(request => request.Path == Create).ToList();
        Assert.Equal(2, sent.Count);
        Assert.Equal(sent[0].Body, sent[1].Body);
        var shift = long.Parse(sent[1].Headers["X-BAPI-TIMESTAMP"], null) - long.Parse(sent[0].Headers["X-BAPI-TIMESTAMP"], null);
        Assert.InRange(shift, -41_000, -35_000);
    }

    [Fact]
    public async Task Create_with_a_clock_that_stays_refused_is_rejected_after_one_resend()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Create, StubReplies.Code(10002));

        Assert.Equal(VenueErrorClass.Fix, Expect.Rejected(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), Token)).Class);

        Assert.Equal(2, desk.Venue.Count(Create));
    }

    [Fact]
    public async Task Create_over_the_rate_limit_waits_for_the_reset_and_resends_the_same_order()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(
            Create,
            StubReplies.Code(10006, "Too many visits!", [("X-Bapi-Limit", "10"), ("X-Bapi-Limit-Status", "0"), ("X-Bapi-Limit-Reset-Timestamp", "1735689600300")]),
            StubReplies.Ok("""{"orderId":"o-1"}"""));
        var started = TimeProvider.System.GetTimestamp();

        Assert.Equal("o-1", Expect.Accepted(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), Token)));

        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(300));
        var bodies = desk.Venue.Requests.Where(request => request.Path == Create).Select(request => request.Body).ToList();
        Assert.Equal(2, bodies.Count);
        Assert.Single(bodies.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Create_over_the_rate_limit_for_good_is_rejected_after_a_bounded_number_of_tries()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(
            Create, StubReplies.Code(10006, "Too many visits!", [("X-Bapi-Limit-Status", "0"), ("X-Bapi-Limit-Reset-Timestamp", "1735689600010")]));

        Assert.Equal(10006, Expect.Rejected(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), Token)).Code);

        Assert.Equal(5, desk.Venue.Count(Create));
    }

    [Theory]
    [InlineData(110072, Category.Linear)]
    [InlineData(170141, Category.Spot)]
    public async Task Create_seen_as_duplicate_is_adopted_when_the_order_is_ours(int code, Category category)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Create, StubReplies.Code(code)).When(Realtime, Order("Buy", "0.01"));

        Assert.Equal("venue-7", Expect.Accepted(await desk.Exchange.PlaceOrderAsync(Desk.Buy(category), Token)));

        Assert.Equal(1, desk.Venue.Count(Create));
    }

    [Fact]
    public async Task Create_seen_as_duplicate_of_another_order_is_rejected()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Create, StubReplies.Code(110072)).When(Realtime, Order("Sell", "0.01"));

        Assert.Equal(VenueErrorClass.Fail, Expect.Rejected(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), Token)).Class);
    }

    [Fact]
    public async Task Create_seen_as_duplicate_of_an_order_not_shown_yet_is_unknown()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Create, StubReplies.Code(110072)).When(Realtime, Nothing).When(History, Nothing);

        Assert.Equal(VenueErrorClass.Ask, Expect.Unknown(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), Token)).Class);
    }

    [Theory]
    [InlineData("""{"list":[{"symbol":"BTCUSDT","side":"","size":"0"}]}""", VenueErrorClass.AlreadyDone)]
    [InlineData("""{"list":[{"symbol":"BTCUSDT","side":"Buy","size":"1","avgPrice":"5"}]}""", VenueErrorClass.Fail)]
    public async Task Reduce_only_refused_says_whether_the_position_is_flat(string positions, VenueErrorClass @class)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Create, StubReplies.Code(110017)).When("/v5/position/list", positions);
        var intent = Desk.Buy() with { Side = OrderSide.Sell, ReduceOnly = true };

        Assert.Equal(@class, Expect.Rejected(await desk.Exchange.PlaceOrderAsync(intent, Token)).Class);
    }

    [Theory]
    [InlineData(110008)]
    [InlineData(110010)]
    [InlineData(170139)]
    [InlineData(170142)]
    public async Task Cancel_of_a_finished_order_is_accepted(int code)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Cancel, StubReplies.Code(code));

        Expect.Accepted(await CancelAsync(desk));
    }

    [Fact]
    public async Task Cancel_of_an_order_that_turns_out_closed_is_accepted()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Cancel, StubReplies.Code(110001)).When(Realtime, Nothing).When(History, Order("Buy", "0.01", "Filled"));

        Assert.Equal("venue-7", Expect.Accepted(await CancelAsync(desk)));
    }

    [Fact]
    public async Task Cancel_of_an_order_nobody_shows_is_rejected_for_a_later_try()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Cancel, StubReplies.Code(110001)).When(Realtime, Nothing).When(History, Nothing);

        Assert.Equal(VenueErrorClass.Fix, Expect.Rejected(await CancelAsync(desk)).Class);
    }

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task Every_other_write_whose_answer_is_lost_is_unknown_and_sent_once(string kind)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Cancel, Reply(kind)).When(Leverage, Reply(kind)).When(Stop, Reply(kind));

        Expect.Unknown(await CancelAsync(desk));
        Expect.Unknown(await desk.Exchange.SetLeverageAsync(Category.Linear, Desk.Btc, 3m, Token));
        Expect.Unknown(await desk.Exchange.SetTradingStopAsync(new TradingStop(Category.Linear, Desk.Btc, 90m, null), Token));

        Assert.All([Cancel, Leverage, Stop], path => Assert.Equal(1, desk.Venue.Count(path)));
    }

    [Fact]
    public async Task Leverage_that_is_already_so_is_accepted()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Leverage, StubReplies.Code(110043, "leverage not modified"));

        Expect.Accepted(await desk.Exchange.SetLeverageAsync(Category.Linear, Desk.Btc, 3m, Token));
    }

    [Theory]
    [InlineData("90", true)]
    [InlineData("", false)]
    [InlineData("80", false)]
    public async Task Stop_that_is_already_so_is_accepted_only_when_the_position_shows_it(string shown, bool accepted)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Stop, StubReplies.Code(34040, "not modified"))
            .When("/v5/position/list", $$"""{"list":[{"symbol":"BTCUSDT","side":"Buy","size":"1","avgPrice":"100","stopLoss":"{{shown}}"}]}""");

        var outcome = await desk.Exchange.SetTradingStopAsync(new TradingStop(Category.Linear, Desk.Btc, 90m, null), Token);

        Assert.Equal(accepted, outcome is SubmitOutcome.Accepted);
        Assert.Equal(accepted, outcome is not SubmitOutcome.Rejected);
    }

    [Fact]
    public async Task Stop_before_the_fill_is_rejected_for_correction()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Stop, StubReplies.Code(10001, "can not set tp/sl/ts for zero position"));

        var outcome = await desk.Exchange.SetTradingStopAsync(new TradingStop(Category.Linear, Desk.Btc, 90m, null), Token);

        Assert.Equal(VenueErrorClass.Fix, Expect.Rejected(outcome).Class);
    }

    [Fact]
    public async Task A_caller_that_gives_up_after_sending_still_learns_the_outcome()
    {
        await using var desk = await Desk.OpenAsync(options => options.WriteTimeout = TimeSpan.FromSeconds(20));
        using var giveUp = new CancellationTokenSource();
        desk.Venue.When(Create, async context =>
        {
            await giveUp.CancelAsync();
            await StubReplies.Ok("""{"orderId":"o-1"}""")(context);
        });

        Assert.Equal("o-1", Expect.Accepted(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), giveUp.Token)));
    }

    [Fact]
    public async Task A_403_pauses_every_call_and_says_so()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Venue.When(Create, StubReplies.Raw(403, "access too frequent"));
        var first = Expect.Rejected(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), Token));
        var before = desk.Venue.Requests.Count;

        var second = Expect.Rejected(await desk.Exchange.PlaceOrderAsync(Desk.Buy(), Token));
        var read = Expect.Failure(await desk.Exchange.GetTickerAsync(Category.Linear, Desk.Btc, Token));

        Assert.All([first, second, read], error => Assert.Equal(-403, error.Code));
        Assert.All([first, second, read], error => Assert.Contains("paused until", error.Message, StringComparison.Ordinal));
        Assert.Equal(before, desk.Venue.Requests.Count);
    }

    private static Task<SubmitOutcome> CancelAsync(Desk desk) =>
        desk.Exchange.CancelOrderAsync(Category.Linear, Desk.Btc, Desk.Buy().LinkId, isStopOrder: false, Token);

    private static string Order(string side, string quantity, string status = "New") => $$"""
        {"list":[{"orderId":"venue-7","orderLinkId":"{{Desk.Buy().LinkId}}","symbol":"BTCUSDT","side":"{{side}}","orderStatus":"{{status}}",
        "qty":"{{quantity}}","cumExecQty":"0","createdTime":"1735689600000","updatedTime":"1735689600001"}]}
        """;

    private static Func<HttpContext, Task> Reply(string kind) => kind switch
    {
        "silence" => StubReplies.Silence(),
        "cut" => StubReplies.Cut(),
        "cutHalfway" => StubReplies.CutHalfway(),
        "500" => StubReplies.Raw(500, """{"retCode":10016,"retMsg":"Internal error"}"""),
        "502" => StubReplies.Raw(502, "<html><h1>Bad gateway</h1></html>"),
        "503" => StubReplies.Raw(503, """{"retCode":0,"retMsg":"OK","result":{}}"""),
        "html" => StubReplies.Raw(200, "<!doctype html><p>maintenance</p>"),
        "empty" => StubReplies.Raw(200, ""),
        "array" => StubReplies.Raw(200, """[{"retCode":0}]"""),
        "redirect" => StubReplies.Raw(307, "", [("Location", Create)]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
