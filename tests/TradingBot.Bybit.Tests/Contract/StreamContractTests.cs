using System.Collections.Concurrent;
using TradingBot.Bybit.Streams;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.TestKit;

namespace TradingBot.Bybit.Tests.Contract;

/// <summary>
/// Whatever befalls the sockets, a listener ends up with every fill of the exchange once, and with the last word on each order.
/// </summary>
public sealed class StreamContractTests
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    private static readonly StreamTiming Quick = new()
    {
        Heartbeat = TimeSpan.FromMilliseconds(500),
        SilenceTimeout = TimeSpan.FromSeconds(3),
        FirstDelay = TimeSpan.FromMilliseconds(20),
        LongestDelay = TimeSpan.FromMilliseconds(200),
        FollowUpReread = TimeSpan.FromMilliseconds(500),
        RereadInterval = TimeSpan.FromSeconds(2),
        ConnectionsPerFiveMinutes = 1000,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Market, Fault> Cases
    {
        get
        {
            var cases = new TheoryData<Market, Fault>();
            foreach (var market in MarketCase.Names)
            {
                foreach (var fault in new[] { Fault.None, Fault.StreamDrop,
                    Fault.StreamSilence, Fault.StreamDuplicate, Fault.SplitFill, Fault.Lag })
                    cases.Add(market, fault);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Listener_hears_each_fill_once_and_how_each_order_ended(Market market, Fault fault)
    {
        var (fixture, marketCase) = await MarketCase.OpenAsync(market, Token, Quick);
        await using var _ = fixture;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var heard = new ConcurrentQueue<ExchangeEvent>();
        var listening = ListenAsync(fixture.Stream, heard, stop.Token);
        await fixture.StartStreamAsync(Token);
        await Eventually.TrueAsync(() => heard.Any(change => change is ExchangeEvent.Recovered), "the stream is live", Within, Token);

        for (var index = 0; index < 4; index++)
        {
            if (fault != Fault.None && index == 1)
                await fixture.FaultAsync(FaultOf(fault), Token);
            var intent = index % 2 == 0 ? marketCase.MarketOrder($"s-{index}") : marketCase.Closing($"s-{index}");
            Expect.Accepted(await ClientOperation.UntilKnownAsync(() => fixture.Exchange.PlaceOrderAsync(intent, Token)));
            await Eventually.TrueAsync(
                async () => (await fixture.State.OrdersAsync(marketCase.Wire, marketCase.SymbolText, $"s-{index}"))
                    .Any(order => !ExchangeState.IsLive(order)),
                "the order ends",
                Within,
                Token);
        }

        // The exchange's own list may lag, and then shows fewer.
        await Eventually.TrueAsync(
            async () => await FillsAsync(fixture, marketCase) is { Count: >= 4 } fills && fills.SequenceEqual(Fills(heard)),
            "every fill is heard, once",
            Within,
            Token);
        await Eventually.TrueAsync(
            () => Enumerable.Range(0, 4).All(index => heard.OfType<ExchangeEvent.OrderChanged>()
                .LastOrDefault(change => change.Order.LinkId == $"s-{index}")?.Order.Status.IsFinal() is true),
            "the end of every order is heard", Within, Token);
        // A position that came and went unseen is no change.
        await Eventually.ValueAsync(
            () => Task.FromResult(heard.OfType<ExchangeEvent.PositionChanged>().LastOrDefault()),
            static last => last?.Position is null,
            "flat is heard",
            Within,
            Token);

        await fixture.StopStreamAsync();
        await stop.CancelAsync();
        await listening;
    }

    [Fact]
    public async Task Prices_of_the_exchange_are_heard()
    {
        await using var fixture = await PaperFixture.OpenAsync(Token, configure: options => options.Streams = true, timing: Quick);
        await using var prices = fixture.Stream.ListenToTickersAsync(Category.Linear, [BybitFixture.Btc], Token).GetAsyncEnumerator(Token);
        decimal? last = null;
        var wanted = 70_000m;
        while (last != wanted)
        {
            await fixture.PriceAsync("linear", "BTCUSDT", "70000", Token);
            Assert.True(await prices.MoveNextAsync());
            last = (prices.Current as ExchangeEvent.TickerChanged)?.Ticker.LastPrice ?? last;
        }
    }

    private static object FaultOf(Fault fault)
    {
        var kind = FaultRequests.KindOf(fault);
        return fault switch
        {
            Fault.StreamSilence => new { path = "/v5/private", kind, delayMs = 600_000 },
            Fault.SplitFill => new { path = Routes.Create, kind },
            Fault.Lag => new { path = Routes.Executions, kind, delayMs = 700, count = 20 },
            _ => new { path = "/v5/private", kind },
        };
    }

    private static async Task<List<string>> FillsAsync(PaperFixture fixture, MarketCase marketCase) =>
        [.. (await fixture.State.FillsAsync(marketCase.Wire, marketCase.SymbolText)).Select(fill => fill.GetProperty("execId").GetString()!)
            .Order(StringComparer.Ordinal)];

    private static List<string> Fills(IEnumerable<ExchangeEvent> heard) =>
        [.. heard.OfType<ExchangeEvent.Executed>()
            .Where(change => change.Execution.ExecType == "Trade")
            .Select(change => change.Execution.ExecId)
            .Order(StringComparer.Ordinal)];

    private static async Task ListenAsync(IExchangeStream stream, ConcurrentQueue<ExchangeEvent> heard, CancellationToken token)
    {
        try
        {
            await foreach (var change in stream.ListenAsync(token))
                heard.Enqueue(change);
        }
        catch (OperationCanceledException)
        {
            // The test has heard enough.
        }
    }
}
