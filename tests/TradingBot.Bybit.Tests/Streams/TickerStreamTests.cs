using TradingBot.Bybit.Streams;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.TestKit;
using static TradingBot.Bybit.Tests.Streams.StreamRows;

namespace TradingBot.Bybit.Tests.Streams;

public sealed class TickerStreamTests
{
    private static readonly Symbol Eth = Symbol.Parse("ETHUSDT");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_delta_leaves_out_has_not_changed()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await using var prices = fixture.Stream.ListenToTickersAsync(Category.Linear, [BybitFixture.Btc], Token).GetAsyncEnumerator(Token);
        var socket = await SubscribedAsync(fixture, prices, "linear", 1);

        await socket.SendAsync(Ticker("BTCUSDT", "delta", "\"lastPrice\":\"1\""));
        Assert.Equal(1m, (await NextAsync(prices)).LastPrice);
        await socket.SendAsync(
            Ticker("BTCUSDT", "snapshot", """ "lastPrice":"100","markPrice":"101","bid1Price":"99","ask1Price":"100.5" """));
        Assert.Equal((100m, 101m, 99m, 100.5m), Prices(await NextAsync(prices)));
        await socket.SendAsync(Ticker("BTCUSDT", "delta", """ "markPrice":"102","bid1Size":"3" """));
        Assert.Equal((100m, 102m, 99m, 100.5m), Prices(await NextAsync(prices)));
    }

    [Theory]
    [InlineData(Category.Spot, "BTCUSDT", """ "lastPrice":"100","usdIndexPrice":"" """, null, null)]
    [InlineData(Category.Option, "BTC-27MAR26-70000-P-USDT", """ "lastPrice":"100","bidPrice":"0","askPrice":"110","markPriceIv":"0.5" """, null, 110)]
    public async Task Other_categories_have_other_fields(Category category, string symbol, string fields, int? bid, int? ask)
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await using var prices = fixture.Stream.ListenToTickersAsync(category, [Symbol.Parse(symbol)], Token).GetAsyncEnumerator(Token);
        var socket = await SubscribedAsync(fixture, prices, category.ToString().ToLowerInvariant(), 1);

        await socket.SendAsync(Ticker(symbol, "snapshot", fields));

        var ticker = await NextAsync(prices);
        Assert.Equal((bid, ask), ((int?)ticker.BidPrice, (int?)ticker.AskPrice));
        Assert.Equal(category, ticker.Category);
    }

    [Fact]
    public async Task After_a_drop_the_symbols_are_asked_for_again_and_old_prices_are_forgotten()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await using var prices = fixture.Stream.ListenToTickersAsync(Category.Linear, [BybitFixture.Btc, Eth], Token)
            .GetAsyncEnumerator(Token);
        var first = await SubscribedAsync(fixture, prices, "linear", 2);
        await first.SendAsync(Ticker("BTCUSDT", "snapshot", """ "lastPrice":"100","markPrice":"101" """));
        await NextAsync(prices);

        first.Cut();
        await MoveAsync(prices);
        Assert.IsType<ExchangeEvent.Gap>(prices.Current);
        Assert.Single(
            fixture.Log.Text.Split('\n'), static line => line.Contains("Bybit's linear price stream is down: ", StringComparison.Ordinal));
        var second = await SubscribedAsync(fixture, prices, "linear", 2, after: first);
        await second.SendAsync(Ticker("BTCUSDT", "delta", """ "markPrice":"7" """));
        await second.SendAsync(Ticker("ETHUSDT", "snapshot", """ "lastPrice":"5" """));
        Assert.Equal(Eth, (await NextAsync(prices)).Symbol);
        await second.SendAsync(Ticker("BTCUSDT", "snapshot", """ "lastPrice":"200" """));

        Assert.Equal((200m, null, null, null), Prices(await NextAsync(prices)));
    }

    [Theory]
    [InlineData(""" "lastPrice":"much" """, 1_735_689_600_000)]
    [InlineData(""" "lastPrice":"100" """, 0)]
    public async Task Ticker_that_cannot_be_read_ends_the_connection_and_is_told_as_a_gap(string fields, long ts)
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await using var prices = fixture.Stream.ListenToTickersAsync(Category.Linear, [BybitFixture.Btc], Token).GetAsyncEnumerator(Token);
        var first = await SubscribedAsync(fixture, prices, "linear", 1);

        await first.SendAsync(Ticker("BTCUSDT", "snapshot", fields, ts));
        await first.SendAsync(Ticker("BTCUSDT", "snapshot", """ "lastPrice":"200" """));

        await MoveAsync(prices);
        Assert.Contains("documented form", Assert.IsType<ExchangeEvent.Gap>(prices.Current).Reason, StringComparison.Ordinal);
        await SubscribedAsync(fixture, prices, "linear", 1, after: first);
    }

    [Fact]
    public async Task Gap_is_told_once_however_often_the_stream_breaks_before_it_is_back()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await using var prices = fixture.Stream.ListenToTickersAsync(Category.Linear, [BybitFixture.Btc], Token).GetAsyncEnumerator(Token);
        var first = await SubscribedAsync(fixture, prices, "linear", 1);
        fixture.Stub.Streams.IsTurningAway = true;

        first.Cut();
        await MoveAsync(prices);
        Assert.IsType<ExchangeEvent.Gap>(prices.Current);
        var next = prices.MoveNextAsync().AsTask();
        await Eventually.TrueAsync(
            () => fixture.Stub.Streams.TurnedAway("/v5/public/linear") >= 3, "three tries were turned away", TimeSpan.FromSeconds(60), Token);
        Assert.False(next.IsCompleted);
        fixture.Stub.Streams.IsTurningAway = false;

        Assert.True(await next);
        Assert.IsType<ExchangeEvent.Recovered>(prices.Current);
    }

    [Fact]
    public async Task Slow_listener_gets_the_latest_price_of_each_symbol()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await using var slow = fixture.Stream.ListenToTickersAsync(Category.Linear, [BybitFixture.Btc, Eth], Token)
            .GetAsyncEnumerator(Token);
        await using var quick = fixture.Stream.ListenToTickersAsync(Category.Linear, [Eth], Token).GetAsyncEnumerator(Token);
        var socket = await SubscribedAsync(fixture, slow, "linear", 2);
        await SubscribedAsync(fixture, quick, "linear", 2);
        for (var price = 1; price <= 50; price++)
            await socket.SendAsync(Ticker("BTCUSDT", "snapshot", $"\"lastPrice\":\"{price}\""));
        await socket.SendAsync(Ticker("ETHUSDT", "snapshot", "\"lastPrice\":\"5\""));
        Assert.Equal(5m, (await NextAsync(quick)).LastPrice);

        Assert.Equal(50m, (await NextAsync(slow)).LastPrice);
        Assert.Equal(5m, (await NextAsync(slow)).LastPrice);
    }

    [Fact]
    public async Task Refused_symbol_keeps_no_other_from_being_heard()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await using var prices = fixture.Stream.ListenToTickersAsync(Category.Linear, [Eth, BybitFixture.Btc], Token)
            .GetAsyncEnumerator(Token);
        var socket = await SubscribedAsync(fixture, prices, "linear", 2);

        await socket.SendAsync(
            $$"""{"success":false,"ret_msg":"Invalid topic: tickers.ETHUSDT {{BybitFixture.Key}}","op":"subscribe","req_id":"ETHUSDT"}""");
        await socket.SendAsync(Ticker("BTCUSDT", "snapshot", "\"lastPrice\":\"3\""));

        Assert.Equal(3m, (await NextAsync(prices)).LastPrice);
        await Eventually.TrueAsync(
            () => fixture.Log.Text.Contains("refused ETHUSDT: Invalid topic: tickers.ETHUSDT ***", StringComparison.Ordinal),
            "The refusal was not told of",
            cancellationToken: Token);
    }

    [Fact]
    public async Task Later_listener_is_told_the_state_and_the_last_price_and_its_own_symbol_is_asked_for()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await using var first = fixture.Stream.ListenToTickersAsync(Category.Linear, [BybitFixture.Btc], Token).GetAsyncEnumerator(Token);
        var socket = await SubscribedAsync(fixture, first, "linear", 1);
        await socket.SendAsync(Ticker("BTCUSDT", "snapshot", "\"lastPrice\":\"3\""));
        Assert.Equal(3m, (await NextAsync(first)).LastPrice);

        await using var later = fixture.Stream.ListenToTickersAsync(Category.Linear, [BybitFixture.Btc, Eth], Token)
            .GetAsyncEnumerator(Token);

        Assert.Same(socket, await SubscribedAsync(fixture, later, "linear", 2));
        Assert.Equal(3m, (await NextAsync(later)).LastPrice);
        Assert.Equal(
            [("BTCUSDT", "tickers.BTCUSDT"), ("ETHUSDT", "tickers.ETHUSDT")],
            socket.Received.Where(static message => message.GetProperty("op").GetString() == "subscribe").Select(static message =>
                (message.GetProperty("req_id").GetString(), Assert.Single(message.GetProperty("args").EnumerateArray()).GetString())));
    }

    [Fact]
    public async Task Listener_that_comes_in_a_gap_is_told_no_price_from_before_it()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await using var first = fixture.Stream.ListenToTickersAsync(Category.Linear, [BybitFixture.Btc], Token).GetAsyncEnumerator(Token);
        var socket = await SubscribedAsync(fixture, first, "linear", 1);
        await socket.SendAsync(Ticker("BTCUSDT", "snapshot", "\"lastPrice\":\"3\""));
        await NextAsync(first);
        socket.Cut();
        await MoveAsync(first);

        await using var later = fixture.Stream.ListenToTickersAsync(Category.Linear, [BybitFixture.Btc], Token).GetAsyncEnumerator(Token);
        await MoveAsync(later);
        Assert.IsNotType<ExchangeEvent.TickerChanged>(later.Current);
        var second = await SubscribedAsync(fixture, later, "linear", 1, after: socket);
        await second.SendAsync(Ticker("BTCUSDT", "snapshot", "\"lastPrice\":\"4\""));

        Assert.Equal(4m, (await NextAsync(later)).LastPrice);
    }

    [Fact]
    public async Task Symbol_of_a_listener_that_left_is_not_asked_for_again()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await using var stays = fixture.Stream.ListenToTickersAsync(Category.Linear, [BybitFixture.Btc], Token).GetAsyncEnumerator(Token);
        StubSocket socket;
        await using (var leaves = fixture.Stream.ListenToTickersAsync(Category.Linear, [Eth], Token).GetAsyncEnumerator(Token))
        {
            await MoveAsync(stays);
            socket = await SubscribedAsync(fixture, leaves, "linear", 2);
        }

        socket.Cut();
        do
            await MoveAsync(stays);
        while (stays.Current is not ExchangeEvent.Gap { Reason: not "The stream has not connected yet." });
        var second = await SubscribedAsync(fixture, stays, "linear", 1, after: socket);
        await second.SendAsync(Ticker("BTCUSDT", "snapshot", "\"lastPrice\":\"3\""));
        await NextAsync(stays);

        Assert.Equal("BTCUSDT", Assert.Single(second.Received).GetProperty("req_id").GetString());
    }

    [Fact]
    public async Task Message_of_another_topic_is_no_price()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await using var prices = fixture.Stream.ListenToTickersAsync(Category.Linear, [BybitFixture.Btc], Token).GetAsyncEnumerator(Token);
        var socket = await SubscribedAsync(fixture, prices, "linear", 1);

        await socket.SendAsync("""{"topic":"kline.1.BTCUSDT","ts":1735689600000,"data":{"symbol":"BTCUSDT","lastPrice":"7"}}""");
        await socket.SendAsync(Ticker("BTCUSDT", "snapshot", "\"lastPrice\":\"3\""));

        Assert.Equal(3m, (await NextAsync(prices)).LastPrice);
    }

    [Theory]
    [InlineData(0, new[] { 1, 1, 1 })]
    [InlineData(24, new[] { 1, 2, 4, 4 })]
    public async Task Pauses_of_a_price_stream_double_up_to_the_longest_unless_it_stood_long_enough(int stableAfter, int[] hours)
    {
        var time = new PassingPauses(TimeSpan.FromMinutes(30), TimeSpan.MaxValue);
        await using var fixture = await StreamFixture.OpenAsync(
            timing: new StreamTiming
            {
                FirstDelay = TimeSpan.FromHours(1),
                LongestDelay = TimeSpan.FromHours(4),
                StableAfter = TimeSpan.FromHours(stableAfter),
            },
            time: time);
        await using var prices = fixture.Stream.ListenToTickersAsync(Category.Linear, [BybitFixture.Btc], Token).GetAsyncEnumerator(Token);
        var socket = await SubscribedAsync(fixture, prices, "linear", 1);

        foreach (var _ in hours)
        {
            socket.Cut();
            socket = await SubscribedAsync(fixture, prices, "linear", 1, after: socket);
        }

        Assert.Equal(hours.Length, time.Passed.Count);
        Assert.All(time.Passed.Zip(hours), static one => Assert.InRange(one.First.TotalHours, one.Second / 2.0, one.Second));
    }

    [Fact]
    public async Task Price_streams_of_all_markets_end_when_the_container_does_not_wait_for_them()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await using var linear = fixture.Stream.ListenToTickersAsync(Category.Linear, [BybitFixture.Btc], Token).GetAsyncEnumerator(Token);
        await using var spot = fixture.Stream.ListenToTickersAsync(Category.Spot, [BybitFixture.Btc], Token).GetAsyncEnumerator(Token);
        StubSocket[] sockets = [await SubscribedAsync(fixture, linear, "linear", 1), await SubscribedAsync(fixture, spot, "spot", 1)];

        fixture.Get<TickerStreams>().Dispose();

        await Eventually.TrueAsync(
            () => Array.TrueForAll(sockets, static socket => socket.IsOver), "Both connections end", TimeSpan.FromSeconds(60), Token);
    }

    private static async Task<StubSocket> SubscribedAsync(
        StreamFixture fixture, IAsyncEnumerator<ExchangeEvent> prices, string category, int symbols, StubSocket? after = null)
    {
        do
            await MoveAsync(prices);
        while (prices.Current is not ExchangeEvent.Recovered);
        return (await Eventually.ValueAsync(
            () => Task.FromResult(fixture.Stub.Streams.Sockets.LastOrDefault(socket => socket.Path == $"/v5/public/{category}")),
            // The client may know of a connection sooner than the stub.
            socket => socket is not null && socket != after
                && socket.Received.Count(message => message.GetProperty("op").GetString() == "subscribe") == symbols,
            "every symbol is asked for", TimeSpan.FromSeconds(60), Token))!;
    }

    private static async Task MoveAsync(IAsyncEnumerator<ExchangeEvent> prices) =>
        Assert.True(await prices.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Token));

    private static async Task<Ticker> NextAsync(IAsyncEnumerator<ExchangeEvent> prices)
    {
        await MoveAsync(prices);
        return Assert.IsType<ExchangeEvent.TickerChanged>(prices.Current).Ticker;
    }

    private static (decimal, decimal?, decimal?, decimal?) Prices(Ticker ticker) =>
        (ticker.LastPrice, ticker.MarkPrice, ticker.BidPrice, ticker.AskPrice);
}
