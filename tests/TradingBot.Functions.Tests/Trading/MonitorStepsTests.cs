using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.TestKit;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What a look at a trade does while books and exchange disagree about its fills, its entry, or what others sold.</summary>
public sealed class MonitorStepsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const int Soon = 200;

    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Position_that_is_guarded_and_not_booked_is_looked_at_again_soon()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var id = await fixture.Driver.ApproveAsync();
        await fixture.Driver.PlaceAsync(id);
        var monitor = MonitorOf(fixture, Unlisted(fixture.Exchange), fixture.Exchange);

        var look = await Eventually.ValueAsync(
            () => monitor.LookAsync(id, Token), static look => look.State == MonitorState.Protected, "Never protected",
            cancellationToken: Token);

        Assert.Equal((Soon, 0m), (look.NextLookMilliseconds, (await fixture.Driver.TradeAsync(id)).FilledQuantity));
    }

    [Fact]
    public async Task Entry_that_is_not_shown_is_not_missed_while_its_position_stands()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var id = await fixture.Driver.ApproveAsync();
        await fixture.Driver.PlaceAsync(id);
        var waiting = Waiting(fixture.Exchange);
        var monitor = MonitorOf(fixture, Unlisted(waiting), fixture.Exchange);
        await Eventually.TrueAsync(
            async () => (await monitor.LookAsync(id, Token)).State == MonitorState.Protected,
            "Never protected",
            cancellationToken: Token);
        await EntryWaitsAsync();
        var hidden = AlteredExchange<ExchangeOrder?>.Of(fixture.Exchange, nameof(IExchange.FindOrderAsync), static _ => null);
        var vanished = new VanishedEntry(hidden, fixture.Ledger, fixture.Service<WaitingEntry>(), _time);

        await MonitorOf(fixture, Unlisted(waiting), fixture.Exchange, vanished).LookAsync(id, Token);

        Assert.Null((await fixture.Driver.TradeAsync(id)).PositionMissingSince);
    }

    [Fact]
    public async Task Entry_that_is_shown_does_not_bring_back_a_position_that_is_missing()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await EntryWaitsAsync();
        var vanished = new VanishedEntry(fixture.Exchange, fixture.Ledger, fixture.Service<WaitingEntry>(), _time);

        await MonitorOf(fixture, Waiting(fixture.Exchange), Flat(fixture.Exchange), vanished).LookAsync(trade.Id, Token);

        Assert.Equal(_time.GetUtcNow(), (await fixture.Driver.TradeAsync(trade.Id)).PositionMissingSince);
    }

    [Fact]
    public async Task Limit_entry_that_was_filled_waits_no_more_and_what_closed_it_is_looked_for_soon()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync("update trading.trades set order_type = 'limit', limit_price = 68000");

        var look = await MonitorOf(fixture, fixture.Exchange, Flat(fixture.Exchange)).LookAsync(trade.Id, Token);

        Assert.Equal(new MonitorResult(MonitorState.Opening, Soon), look);
    }

    [Fact]
    public async Task Trade_whose_coins_others_sold_is_flat_in_the_look_that_books_their_sale()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(RestingEntry.Spot);
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync($"update trading.trades set position_missing_since = '{_time.GetUtcNow().AddSeconds(-10):O}'");
        var empty = AlteredExchange<AccountBalance>.Of(
            fixture.Exchange,
            nameof(IExchange.GetBalanceAsync),
            static balance => balance with { Coins = [new CoinBalance("BTC", 0, 0, 0, 0, null)] });
        var sold = AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
            fixture.Exchange, nameof(IExchange.GetExecutionsAsync), static listed => [.. listed, SaleAfter(listed[0])]);
        var spot = new SpotPositions(
            empty, fixture.Ledger, fixture.Service<UnansweredOrder>(), new RecentWallet(empty, _time), _time);
        var monitor = ActivatorUtilities.CreateInstance<TradeMonitor>(
            fixture.Service<IServiceProvider>(), fixture.Keeping(spot), new ForeignSales(sold, fixture.Ledger, _time), _time);

        Assert.Equal(MonitorState.Flat, (await monitor.LookAsync(trade.Id, Token)).State);
    }

    private static ExchangeExecution SaleAfter(ExchangeExecution bought) => bought with
    {
        ExecId = "by-hand",
        LinkId = null,
        Side = OrderSide.Sell,
        Quantity = 0.00999m,
        Value = bought.Price * 0.00999m,
        Fee = 0.1m,
        FeeCurrency = "USDT",
        At = bought.At.AddSeconds(1),
    };

    private Task EntryWaitsAsync() => database.ExecuteAsync($"""
        update trading.orders
            set status = 'open', filled_quantity = 0, updated_at = '{_time.GetUtcNow().AddSeconds(-60):O}' where role = 'entry'
        """);

    private static IExchange Unlisted(IExchange exchange) => AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
        exchange, nameof(IExchange.GetExecutionsAsync), static _ => []);

    private static IExchange Waiting(IExchange exchange) => AlteredExchange<ExchangeOrder?>.Of(
        exchange,
        nameof(IExchange.FindOrderAsync),
        static order => order is null ? null : order with { Status = OrderStatus.Open, FilledQuantity = 0 });

    private static IExchange Flat(IExchange exchange) => AlteredExchange<IReadOnlyList<ExchangePosition>>.Of(
        exchange, nameof(IExchange.GetPositionsAsync), static _ => []);

    private TradeMonitor MonitorOf(TradingFixture fixture, IExchange told, IExchange standing, params object[] parts) =>
        ActivatorUtilities.CreateInstance<TradeMonitor>(
            fixture.Service<IServiceProvider>(),
            [
                new FillSynchronizer(told, fixture.Ledger, _time),
                fixture.Keeping(fixture.FuturesOf(standing, _time)),
                _time,
                .. parts,
            ]);
}
