using System.Collections.Concurrent;
using TradingBot.Bybit.Streams;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.TestKit;

namespace TradingBot.Bybit.Tests.Contract;

/// <summary>Whatever befalls the sockets, a listener ends up with every fill of the venue once, and with the last word on each order.</summary>
public sealed class StreamContractTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly StreamPace Quick = new()
    {
        Heartbeat = TimeSpan.FromMilliseconds(500),
        Silence = TimeSpan.FromSeconds(3),
        FirstDelay = TimeSpan.FromMilliseconds(20),
        LongestDelay = TimeSpan.FromMilliseconds(200),
        SecondLook = TimeSpan.FromMilliseconds(500),
        Audit = TimeSpan.FromSeconds(2),
        ConnectionsPerFiveMinutes = 1000,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var market in Lane.Names)
            {
                foreach (var fault in new[] { "none", "streamDrop", "streamSilence", "streamDuplicate", "splitFill", "lag" })
                    cases.Add(market, fault);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Listener_hears_each_fill_once_and_how_each_order_ended(string market, string fault)
    {
        var (desk, lane) = await Lane.OpenAsync(market, Token, Quick);
        await using var _ = desk;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var heard = new ConcurrentQueue<VenueEvent>();
        var listening = ListenAsync(desk.Stream, heard, stop.Token);
        await desk.StartStreamAsync(Token);
        await Eventually.TrueAsync(() => heard.Any(news => news is VenueEvent.Recovered), "the stream is live", Patience, Token);

        for (var index = 0; index < 4; index++)
        {
            if (fault != "none" && index == 1)
                await desk.FaultAsync(FaultOf(fault), Token);
            var intent = index % 2 == 0 ? lane.Market($"s-{index}") : lane.Closing($"s-{index}");
            Expect.Accepted(await Wish.UntilKnownAsync(() => desk.Exchange.PlaceOrderAsync(intent, Token)));
            await Eventually.TrueAsync(
                async () => (await desk.Truth.OrdersAsync(lane.Wire, lane.SymbolText, $"s-{index}")).Any(order => !VenueTruth.IsLive(order)), "the order ends", Patience, Token);
        }

        // The venue's own list may lag, and then shows fewer.
        await Eventually.TrueAsync(
            async () => await FillsAsync(desk, lane) is { Count: >= 4 } fills && fills.SequenceEqual(Fills(heard)), "every fill is heard, once", Patience, Token);
        await Eventually.TrueAsync(
            () => Enumerable.Range(0, 4).All(index => heard.OfType<VenueEvent.OrderChanged>().LastOrDefault(news => news.Order.LinkId == $"s-{index}")?.Order.Status.IsFinal() is true),
            "the end of every order is heard", Patience, Token);
        // A position that came and went unseen is no news.
        await Eventually.ValueAsync(
            () => Task.FromResult(heard.OfType<VenueEvent.PositionChanged>().LastOrDefault()), static last => last?.Position is null, "flat is heard", Patience, Token);

        await desk.StopStreamAsync();
        await stop.CancelAsync();
        await listening;
    }

    [Fact]
    public async Task Prices_of_the_venue_are_heard()
    {
        await using var desk = await PaperDesk.OpenAsync(Token, configure: options => options.Streams = true, pace: Quick);
        await using var prices = desk.Stream.ListenToTickersAsync(Category.Linear, [Desk.Btc], Token).GetAsyncEnumerator(Token);
        decimal? last = null;
        var wanted = 70_000m;
        while (last != wanted)
        {
            await desk.PriceAsync("linear", "BTCUSDT", "70000", Token);
            Assert.True(await prices.MoveNextAsync());
            last = (prices.Current as VenueEvent.TickerChanged)?.Ticker.LastPrice ?? last;
        }
    }

    private static object FaultOf(string fault) => fault switch
    {
        "streamSilence" => new { path = "/v5/private", kind = fault, delayMs = 600_000 },
        "splitFill" => new { path = Routes.Create, kind = fault },
        "lag" => new { path = Routes.Executions, kind = fault, delayMs = 700, count = 20 },
        _ => new { path = "/v5/private", kind = fault },
    };

    private static async Task<List<string>> FillsAsync(PaperDesk desk, Lane lane) =>
        [.. (await desk.Truth.FillsAsync(lane.Wire, lane.SymbolText)).Select(fill => fill.GetProperty("execId").GetString()!).Order(StringComparer.Ordinal)];

    private static List<string> Fills(IEnumerable<VenueEvent> heard) =>
        [.. heard.OfType<VenueEvent.Executed>().Where(news => news.Execution.ExecType == "Trade").Select(news => news.Execution.ExecId).Order(StringComparer.Ordinal)];

    private static async Task ListenAsync(IVenueStream stream, ConcurrentQueue<VenueEvent> heard, CancellationToken token)
    {
        try
        {
            await foreach (var news in stream.ListenAsync(token))
                heard.Enqueue(news);
        }
        catch (OperationCanceledException)
        {
            // The test has heard enough.
        }
    }
}
