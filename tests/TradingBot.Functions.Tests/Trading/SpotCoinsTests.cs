using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// What of a spot trade's coins counts as standing, guarded and missing, and from when on the wallet is asked. The trade has bought 0.01
/// and paid a thousandth of it as the fee; a stop for all of it stands.
/// </summary>
public sealed class SpotCoinsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const decimal Bought = 0.00999m;

    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0.00999", "0.00999")]
    [InlineData("0.012", "0.012")]
    public async Task Coins_that_an_order_tells_as_sold_are_missing_and_the_trade_not_flat_until_they_are_booked(
        string sold, string missing)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await SellAsync(decimal.Parse(sold));

        var state = await ReadAsync(fixture, trade, fixture.Exchange);

        Assert.Equal(new PositionState(0, null, decimal.Parse(missing)), state);
        Assert.False(PositionsOf(fixture, fixture.Exchange).IsFlat(trade, state));
    }

    [Theory]
    // Nothing is listed, or what is left is too small for an order: by the price it was bought at, or by that of now.
    [InlineData("listed no more", 1, 68_000, "0.00999")]
    [InlineData("listed", 5000, 68_000, "0.004")]
    [InlineData("listed", 300, 40_000, "0.00999")]
    public async Task What_is_sold_and_not_booked_is_missing_beside_what_cannot_be_sold(
        string market, int smallest, int price, string missing)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { PositionMissingSince = fixture.Clock.GetUtcNow() };
        await SellAsync(0.004m);
        var exchange = WithMarket(
            WithPrice(fixture.Exchange, price), found => market == "listed" ? found with { MinNotional = smallest } : null);

        Assert.Equal(new PositionState(0, null, decimal.Parse(missing)), await ReadAsync(fixture, trade, exchange));
    }

    [Fact]
    public async Task Fill_of_somebody_elses_order_books_no_sale_of_ours()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await SellAsync(0.004m);
        var fill = (await fixture.Ledger.ListFillsAsync(trade.Id, Token))[0] with
        {
            ExecId = "of-a-hand",
            OrderLinkId = "hand",
            Role = OrderRole.Exit,
            Side = OrderSide.Sell,
            Quantity = 0.003m,
            Fee = 0.1m,
            FeeCurrency = "USDT",
        };
        await fixture.Ledger.BookFillsAsync(trade.Id, [fill], fixture.Clock.GetUtcNow(), Token);

        var state = await ReadAsync(fixture, trade, fixture.Exchange);

        Assert.Equal((0.00299m, 0.004m), (state.Quantity, state.Missing));
    }

    [Fact]
    public async Task Sale_that_is_booked_before_its_order_tells_of_it_brings_no_coins_back()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var fill = (await fixture.Ledger.ListFillsAsync(trade.Id, Token))[0] with
        {
            ExecId = "of-the-stop",
            OrderLinkId = (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop)).LinkId.Value,
            Role = OrderRole.Stop,
            Side = OrderSide.Sell,
            Quantity = 0.003m,
            Fee = 0.1m,
            FeeCurrency = "USDT",
        };
        await fixture.Ledger.BookFillsAsync(trade.Id, [fill], fixture.Clock.GetUtcNow(), Token);

        var state = await ReadAsync(fixture, trade, fixture.Exchange);

        Assert.Equal((0.00699m, 0m), (state.Quantity, state.Missing));
    }

    [Fact]
    public async Task Coins_count_in_whole_steps_of_the_market()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var exchange = WithMarket(fixture.Exchange, static market => market with { QuantityStep = 0.001m });

        var state = await ReadAsync(fixture, trade, exchange);

        Assert.Equal((0.009m, 0m, 0.00099m), (state.Quantity, state.Missing, state.Overguarded));
    }

    [Theory]
    [InlineData("0.00999", "1", true)]
    [InlineData("0.00999001", "1", false)]
    // At the price of the entry.
    [InlineData("0.000001", "679.32", true)]
    [InlineData("0.000001", "679.33", false)]
    public async Task Smallest_order_itself_is_no_dust(string quantity, string notional, bool stands)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { EntryPrice = 68_000m };
        var exchange = WithMarket(
            fixture.Exchange, market => market with { MinQuantity = decimal.Parse(quantity), MinNotional = decimal.Parse(notional) });

        Assert.Equal(stands ? Bought : 0, (await ReadAsync(fixture, trade, exchange)).Quantity);
    }

    [Theory]
    [InlineData("0.00999", true)]
    // A rest too small for a stop of its own.
    [InlineData("0.00998", true)]
    [InlineData("0.00899", false)]
    [InlineData("0.011", false)]
    public async Task Coins_are_guarded_where_no_rest_is_left_that_could_have_a_stop(string guarded, bool isGuarded)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync($"update trading.orders set quantity = {guarded} where role = 'stop'");

        var state = await ReadAsync(fixture, trade, WithWallet(fixture.Exchange, Bought, 0));

        Assert.Equal((Bought, isGuarded ? trade.PlannedStopLoss : null), (state.Quantity, state.StopLoss));
    }

    [Theory]
    [InlineData("open", "0", "0.00599")]
    [InlineData("partiallyFilled", "0.001", "0.00499")]
    [InlineData("unknown", "0", "0")]
    [InlineData("cancelled", "0", "0")]
    public async Task Coins_that_an_exit_under_way_binds_are_there_until_it_has_sold_them(string status, string sold, string quantity)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync() with { PositionMissingSince = fixture.Clock.GetUtcNow() };
        await database.ExecuteAsync($"""
            update trading.orders set role = 'exit', quantity = 0.00599, status = '{status}', filled_quantity = {sold}
                where role = 'stop'
            """);
        // All that is left is bound, by the exit and by somebody else's order.
        var left = Bought - decimal.Parse(sold);

        Assert.Equal(decimal.Parse(quantity), (await ReadAsync(fixture, trade, WithWallet(fixture.Exchange, left, left))).Quantity);
    }

    [Theory]
    [InlineData(10, 60, 60, true)]
    [InlineData(9.9, 60, 60, false)]
    [InlineData(60, 10, 60, true)]
    [InlineData(60, 9.9, 60, false)]
    [InlineData(60, 60, 10, true)]
    [InlineData(60, 60, 9.9, false)]
    public async Task Wallet_is_believed_ten_seconds_after_the_last_change_of_an_order_or_fill(
        double entryAgo, double stopAgo, double fillAgo, bool isAsked)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await LastChangeAsync(entryAgo, stopAgo, fillAgo);

        var state = await ReadAsync(fixture, trade, WithWallet(fixture.Exchange, 0.005m, 0));

        Assert.Equal(isAsked ? 0.005m : Bought, state.Quantity);
    }

    [Theory]
    [InlineData("stop", true)]
    [InlineData("exit", true)]
    [InlineData("entry", false)]
    public async Task Wallet_is_asked_at_once_where_a_sale_was_refused(string role, bool isAsked)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await LastChangeAsync(entryAgo: 1, stopAgo: 1, fillAgo: 1);
        if (role == "exit")
            await database.ExecuteAsync("update trading.orders set role = 'exit' where role = 'stop'");
        await database.ExecuteAsync($"update trading.orders set status = 'rejected' where role = '{role}'");

        var state = await ReadAsync(fixture, trade, WithWallet(fixture.Exchange, 0.005m, 0));

        Assert.Equal(isAsked ? 0.005m : Bought, state.Quantity);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(4.9, false)]
    [InlineData(0, true)]
    public async Task Wallet_that_was_read_for_another_trade_may_not_show_the_last_change_yet(double readAgo, bool isBelieved)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        var exchange = WithWallet(fixture.Exchange, 0.005m, 0);
        using var wallet = new RecentWallet(exchange, _time);
        await LastChangeAsync(entryAgo: 60, stopAgo: 60, fillAgo: 10 - readAgo);
        await wallet.ReadAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(readAgo));

        var state = await ReadAsync(fixture, trade, exchange, wallet);

        Assert.Equal(isBelieved ? 0.005m : Bought, state.Quantity);
    }

    // Worth an order when they were bought, and by the price of the plan still.
    [Fact]
    public async Task Coins_that_are_left_are_judged_by_the_price_of_now_where_others_are_gone()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await LastChangeAsync(entryAgo: 60, stopAgo: 60, fillAgo: 60);
        var market = WithMarket(
            WithPrice(WithWallet(fixture.Exchange, 0.009m, 0), 30_000m), static found => found with { MinNotional = 300 });

        Assert.Equal(new PositionState(0, null, Bought), await ReadAsync(fixture, trade, market));
    }

    private Task SellAsync(decimal quantity) =>
        database.ExecuteAsync($"update trading.orders set filled_quantity = {quantity}, quantity = 0.02 where role = 'stop'");

    // So many seconds ago.
    private Task LastChangeAsync(double entryAgo, double stopAgo, double fillAgo) => database.ExecuteAsync($"""
        update trading.orders set updated_at = '{_time.GetUtcNow().AddSeconds(-entryAgo):O}' where role = 'entry';
        update trading.orders set updated_at = '{_time.GetUtcNow().AddSeconds(-stopAgo):O}' where role = 'stop';
        update trading.fills set at = '{_time.GetUtcNow().AddSeconds(-fillAgo):O}';
        """);

    private static IExchange WithWallet(IExchange exchange, decimal wallet, decimal locked) => AlteredExchange<AccountBalance>.Of(
        exchange,
        nameof(IExchange.GetBalanceAsync),
        balance => balance with { Coins = [new CoinBalance("BTC", wallet, wallet, locked, 0, null)] });

    private static IExchange WithPrice(IExchange exchange, decimal price) => AlteredExchange<Ticker>.Of(
        exchange, nameof(IExchange.GetTickerAsync), ticker => ticker with { LastPrice = price });

    private static IExchange WithMarket(IExchange exchange, Func<Instrument, Instrument?> change) => AlteredExchange<Instrument?>.Of(
        exchange, nameof(IExchange.FindInstrumentAsync), found => change(found!));

    private SpotPositions PositionsOf(TradingFixture fixture, IExchange exchange, RecentWallet? wallet = null) => new(
        exchange, fixture.Ledger, new UnansweredOrder(exchange, fixture.Ledger, _time), wallet ?? new RecentWallet(exchange, _time), _time);

    private async Task<PositionState> ReadAsync(
        TradingFixture fixture, TradeRecord trade, IExchange exchange, RecentWallet? wallet = null) =>
        await PositionsOf(fixture, exchange, wallet).ReadAsync(trade, await fixture.Driver.EntryAsync(trade.Id), Token);

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(RestingEntry.Spot);
        return fixture;
    }
}
