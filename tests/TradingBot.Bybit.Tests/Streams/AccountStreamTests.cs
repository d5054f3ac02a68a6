using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using static TradingBot.Bybit.Tests.Streams.StreamRows;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Streams;

/// <summary>What a listener hears of a live stream: everything new once, nothing stale.</summary>
public sealed class AccountStreamTests
{
    [Fact]
    public async Task Greeting_is_signed_and_asks_for_every_account_topic()
    {
        var begun = TimeProvider.System.GetUtcNow();
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();

        Assert.Equal("/v5/private", fixture.Socket.Path);
        var auth = fixture.Socket.Received[0].GetProperty("args");
        Assert.Equal(BybitFixture.Key, auth[0].GetString());
        // Good for ten seconds; the clock's measurement is off by less than one.
        Assert.InRange(
            DateTimeOffset.FromUnixTimeMilliseconds(auth[1].GetInt64()),
            begun.AddSeconds(9),
            TimeProvider.System.GetUtcNow().AddSeconds(11));
        var expected = System.Security.Cryptography.HMACSHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(BybitFixture.Secret), System.Text.Encoding.UTF8.GetBytes(
                "GET/realtime" + auth[1].GetInt64()));
        Assert.Equal(Convert.ToHexStringLower(expected), auth[2].GetString());
        Assert.Equal(["order", "execution", "position", "wallet"], fixture.Socket.Received[1].GetProperty("args").EnumerateArray()
            .Select(topic => topic.GetString()));
        Assert.Equal([typeof(ExchangeEvent.Gap), typeof(ExchangeEvent.WalletChanged), typeof(ExchangeEvent.Recovered)],
            fixture.Heard.Select(change => change.GetType()));
    }

    [Fact]
    public async Task Each_fill_is_told_once_whichever_road_it_comes_by()
    {
        await using var fixture = await StreamFixture.OpenAsync(stub => stub.When(Executions, List(Fill("e-1"))));
        await fixture.LiveAsync();

        await fixture.Socket.SendAsync(Frame("execution", Fill("e-1"), Fill("e-2")));
        await fixture.Socket.SendAsync(Frame("execution.linear", Fill("e-2"), Fill("e-3")));

        await fixture.HearAsync(heard => fixture.Fills.Contains("e-3"), "the last fill");
        // The list answers for every category; a fill of another category is another fill.
        Assert.Equal(["e-1", "e-2", "e-3"], fixture.Heard.OfType<ExchangeEvent.Executed>()
            .Where(change => change.Execution.Category == Category.Linear)
            .Select(change => change.Execution.ExecId));
    }

    [Fact]
    public async Task Order_is_told_when_it_moves_on_and_never_backwards()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();

        await fixture.Socket.SendAsync(Frame("order", Order("New", "0", 1), Order("New", "0", 1), Order("PartiallyFilled", "1", 3)));
        await fixture.Socket.SendAsync(Frame("order", Order("New", "0", 2), Order("PartiallyFilled", "1", 4)));
        // A cancel that crosses the fill reports the end twice.
        await fixture.Socket.SendAsync(Frame("order", Order("Filled", "2", 5), Order("Filled", "2", 6), Order("Weird", "2", 7, "o-2")));

        await fixture.HearAsync(_ => Orders(fixture).Count >= 4, "the other order");
        Assert.Equal(
            [(OrderStatus.Open, 0m), (OrderStatus.PartiallyFilled, 1m), (OrderStatus.Filled, 2m), (OrderStatus.Unknown, 2m)],
            Orders(fixture));
    }

    [Fact]
    public async Task Order_that_has_ended_is_not_told_open_again_by_an_older_message()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();

        await fixture.Socket.SendAsync(Frame("order", Order("PartiallyFilled", "1", 3), Order("Cancelled", "1", 5)));
        await fixture.Socket.SendAsync(Frame("order", Order("PartiallyFilled", "1", 4), Order("New", "0", 7, "o-2")));

        await fixture.HearAsync(_ => Orders(fixture).Contains((OrderStatus.Open, 0m)), "the other order");
        Assert.Equal([(OrderStatus.PartiallyFilled, 1m), (OrderStatus.Cancelled, 1m), (OrderStatus.Open, 0m)], Orders(fixture));
    }

    [Fact]
    public async Task Position_is_told_when_it_changes_and_once_flat()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();

        await fixture.Socket.SendAsync(
            Frame("position", Position("", "0", 1), Position("Buy", "1", 2), Position("Buy", "1", 3), Position("Buy", "2", 5)));
        await fixture.Socket.SendAsync(Frame("position", Position("Buy", "1", 4), Position("", "0", 6), Position("", "0", 7)));
        await fixture.Socket.SendAsync(Frame("execution", Fill("end")));

        await fixture.HearAsync(_ => fixture.Fills.Count == 1, "the end");
        var published = fixture.Heard.OfType<ExchangeEvent.PositionChanged>().Select(change => change.Position?.Quantity);
        Assert.Equal([1m, 2m, null], published);
    }

    [Fact]
    public async Task Wallet_is_told_whole_though_a_message_names_one_coin()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();

        await fixture.Socket.SendAsync(LaterFrame("wallet", """{"totalEquity":"170","totalWalletBalance":"170","totalPerpUPL":"0","coin":[{"coin":"BTC","equity":"0.001","walletBalance":"0.001","usdValue":"70"}]}"""));

        await fixture.HearAsync(heard => heard.OfType<ExchangeEvent.WalletChanged>().Count() == 2, "the wallet");
        var balance = fixture.Heard.OfType<ExchangeEvent.WalletChanged>().Last().Balance;
        Assert.Equal(170m, balance.TotalEquity);
        Assert.Equal([("BTC", 0.001m), ("USDT", 100m)], balance.Coins.Select(coin => (coin.Coin, coin.WalletBalance)));
    }

    [Fact]
    public async Task Wallet_in_which_only_a_coin_changed_is_told()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();

        await fixture.Socket.SendAsync(LaterFrame("wallet", """
            {"totalEquity":"100","totalWalletBalance":"100","totalPerpUPL":"0",
            "coin":[{"coin":"USDT","equity":"100","walletBalance":"100","locked":"40","usdValue":"100"}]}
            """));

        await fixture.HearAsync(heard => heard.OfType<ExchangeEvent.WalletChanged>().Count() == 2, "the wallet");
        var coin = Assert.Single(fixture.Heard.OfType<ExchangeEvent.WalletChanged>().Last().Balance.Coins);
        Assert.Equal(("USDT", 40m), (coin.Coin, coin.Locked));
    }

    [Fact]
    public async Task Rows_of_products_the_bot_does_not_trade_are_passed_over()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();

        await fixture.Socket.SendAsync(Frame("execution", """{"category":"spread","nonsense":true}"""));
        await fixture.Socket.SendAsync("""{"topic":"greeks","data":[{"baseCoin":"BTC"}]}""");
        await fixture.Socket.SendAsync(Frame("execution", Fill("e-1")));

        await fixture.HearAsync(_ => fixture.Fills.Contains("e-1"), "the fill");
        Assert.Single(fixture.Stub.Streams.Sockets);
        Assert.DoesNotContain("could not be read", fixture.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Later_listener_is_told_that_the_stream_is_live()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();

        await foreach (var change in fixture.Stream.ListenAsync(TestContext.Current.CancellationToken))
        {
            Assert.IsType<ExchangeEvent.Recovered>(change);
            break;
        }
    }

    [Fact]
    public async Task Streams_that_are_off_end_at_once_and_connect_nowhere()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        var stream = fixture.Get<IExchangeStream>();

        Assert.False(stream.IsEnabled);
        await foreach (var change in stream.ListenAsync(TestContext.Current.CancellationToken))
            Assert.Fail($"Heard {change}");
        await foreach (var change in stream.ListenToTickersAsync(
            Category.Linear, [BybitFixture.Btc], TestContext.Current.CancellationToken))
            Assert.Fail($"Heard {change}");
        Assert.Empty(fixture.Stub.Streams.Sockets);
    }

    private static List<(OrderStatus Status, decimal Filled)> Orders(StreamFixture fixture) =>
        [.. fixture.Heard.OfType<ExchangeEvent.OrderChanged>().Select(change => (change.Order.Status, change.Order.FilledQuantity))];
}
