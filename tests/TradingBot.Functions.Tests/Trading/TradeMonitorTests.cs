using TradingBot.Trading.Exchange;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.RestingEntry;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What one look at a trade concludes, and how soon the next one comes; a protected position is looked at each second.</summary>
public sealed partial class TradeMonitorTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const int Soon = 200;
    private const int Calm = 1000;

    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exchange_without_an_answer_is_asked_again_after_a_second()
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var trade = await RestAsync(fixture);
        await fixture.Controls.FaultAsync("/v5/order/realtime", "status", count: 100, status: 503);

        Assert.Equal(new MonitorResult(MonitorState.Unavailable, Calm), await fixture.Driver.LookAsync(trade));
    }

    [Theory]
    [InlineData(TradeStatus.Closed)]
    [InlineData(TradeStatus.Failed)]
    public async Task Trade_that_has_ended_is_not_looked_at_any_more(TradeStatus status)
    {
        await using var fixture = await FuturesAsync();
        var trade = status == TradeStatus.Closed ? (await fixture.Driver.OpenAsync()).Id : await fixture.Driver.ApproveAsync();
        if (status == TradeStatus.Closed)
        {
            await fixture.Driver.CloseAsync(trade);
            await fixture.Driver.LookUntilClosedAsync(trade);
        }
        else
        {
            await fixture.Driver.HaltAsync(flatten: false);
            Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.PlaceAsync(trade));
        }

        Assert.Equal(status, (await fixture.Driver.TradeAsync(trade)).Status);
        Assert.Equal(new MonitorResult(MonitorState.Finished, 0), await fixture.Driver.LookAsync(trade));
    }

    /// <summary>A price could only tell another reason to close it.</summary>
    [Fact]
    public async Task Trade_that_is_to_close_needs_no_price()
    {
        await using var fixture = await SpotAsync();
        await fixture.Driver.StrategyAsync(
            static strategy => RestingEntry.Spot(strategy) with { TakeProfits = strategy.TakeProfits });
        var trade = (await fixture.Driver.OpenAsync()).Id;
        var monitor = SpotMonitorOf(fixture, FailedReading<Ticker>.Of(fixture.Exchange, nameof(IExchange.GetTickerAsync)));
        Assert.Equal(MonitorState.Unavailable, (await monitor.LookAsync(trade, Token)).State);

        await fixture.Driver.CloseAsync(trade);

        Assert.Equal(new MonitorResult(MonitorState.Closing, Soon), await monitor.LookAsync(trade, Token));
    }

    [Fact]
    public async Task Market_entry_that_is_not_filled_yet_is_looked_at_soon()
    {
        await using var fixture = await RestingEntry.OpenAsync(database, static strategy => strategy with { OrderType = OrderType.Market });
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "slowFill", delayMs: 60_000);
        var trade = await fixture.Driver.ApproveAsync();
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));

        Assert.Equal(new MonitorResult(MonitorState.Opening, Soon), await fixture.Driver.LookAsync(trade));
    }

    [Theory]
    [InlineData(4.9, Soon)]
    [InlineData(5, Calm)]
    public async Task Limit_entry_that_was_taken_back_is_looked_at_soon_at_first(double secondsAgo, int next)
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var trade = await RestAsync(fixture);
        await LookUntilEntryIsAsync(fixture, trade, OrderStatus.Open);
        // The end of its own wait, which is long past, hurries nobody any more.
        await database.ExecuteAsync($"""
            update trading.trades set taken_back = 'signal', entry_rests_until = created_at,
                taken_back_at = '{_time.GetUtcNow().AddSeconds(-secondsAgo):O}'
            """);
        var monitor = MonitorOf(fixture, AnsweredExchange<Category>.Of(
            fixture.Exchange,
            static _ => new SubmitOutcome.Unknown(new ExchangeError(0, "No answer.", RetryGuidance.VerifyFirst)),
            nameof(IExchange.CancelOrderAsync)), _time);

        Assert.Equal(new MonitorResult(MonitorState.Opening, next), await monitor.LookAsync(trade, Token));
    }

    [Theory]
    [InlineData(5, Soon)]
    [InlineData(5.1, Calm)]
    public async Task Position_that_is_missing_is_looked_for_soon_at_first(double seconds, int next)
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        var monitor = MonitorOf(fixture, Standing(fixture, 0), _time);
        await monitor.LookAsync(trade.Id, Token);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(new MonitorResult(MonitorState.Opening, next), await monitor.LookAsync(trade.Id, Token));
    }

    [Fact]
    public async Task Position_of_which_a_part_is_missing_is_not_lost()
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        var monitor = MonitorOf(fixture, Standing(fixture, 0.004m));
        await monitor.LookAsync(trade.Id, Token);
        await fixture.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(MonitorState.Protected, (await monitor.LookAsync(trade.Id, Token)).State);
        Assert.NotNull((await fixture.Driver.TradeAsync(trade.Id)).PositionMissingSince);
    }

    [Theory]
    [InlineData(14, false)]
    [InlineData(16, true)]
    public async Task Reading_of_the_executions_is_noted_each_quarter_of_an_hour(int minutes, bool isNoted)
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.PassAsync(TimeSpan.FromMinutes(minutes));

        await fixture.Driver.LookAsync(trade.Id);

        Assert.Equal(isNoted, (await fixture.Driver.TradeAsync(trade.Id)).ExecutionsReadAt is not null);
    }

    [Theory]
    [InlineData(0.004, true)]
    [InlineData(0.005, false)]
    public async Task Reading_of_spot_executions_is_noted_once_all_that_our_orders_filled_is_booked(double sold, bool isNoted)
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await BookStopFillAsync(fixture, trade, 0.004m);
        var stop = await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop);
        await fixture.Exchange.CancelOrderAsync(Category.Spot, TradeDriver.Btc, stop.LinkId, isStopOrder: true, Token);
        await database.ExecuteAsync(
            $"update trading.orders set status = 'cancelled', filled_quantity = {(decimal)sold} where role = 'stop'");
        await fixture.PassAsync(TimeSpan.FromMinutes(16));

        await fixture.Driver.LookAsync(trade.Id);

        Assert.Equal(isNoted, (await fixture.Driver.TradeAsync(trade.Id)).ExecutionsReadAt is not null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Market_beyond_a_stop_that_stands_is_left_to_the_exchange(bool stands)
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        if (!stands)
            await database.ExecuteAsync("update trading.orders set status = 'cancelled' where role = 'stop'");
        var monitor = SpotMonitorOf(fixture, AlteredExchange<Ticker>.Of(
            fixture.Exchange, nameof(IExchange.GetTickerAsync), ticker => ticker with { LastPrice = trade.StopLoss!.Value - 1 }));

        await monitor.LookAsync(trade.Id, Token);

        Assert.Equal(stands ? null : CloseReason.StopLoss, (await fixture.Driver.TradeAsync(trade.Id)).CloseReason);
    }

    [Fact]
    public async Task Target_of_an_entry_that_is_not_filled_yet_is_not_reached()
    {
        await using var fixture = await RestingEntry.OpenAsync(
            database, static strategy => RestingEntry.Spot(strategy) with { TakeProfits = strategy.TakeProfits });
        var trade = await RestAsync(fixture, Category.Spot);
        var target = (await fixture.Driver.TradeAsync(trade)).Targets[0].Price;
        var monitor = SpotMonitorOf(fixture, AlteredExchange<Ticker>.Of(
            fixture.Exchange, nameof(IExchange.GetTickerAsync), ticker => ticker with { LastPrice = target + 1 }));

        Assert.Equal(MonitorState.Opening, (await monitor.LookAsync(trade, Token)).State);

        Assert.Null((await fixture.Driver.TradeAsync(trade)).CloseRequestedAt);
    }

    [Fact]
    public async Task Entry_whose_filled_part_was_closed_is_not_over_while_its_rest_waits()
    {
        await using var fixture = await RestingEntry.OpenAsync(database, Large);
        await fixture.Controls.ResetAsync(("USDT", "10000000"));
        await fixture.Controls.PriceAsync(Market);
        var (trade, part) = await RestInPartAsync(fixture);
        await fixture.Driver.HandAsync(OrderSide.Sell, part);
        var monitor = MonitorOf(fixture, fixture.Exchange);

        await Eventually.TrueAsync(
            async () =>
            {
                var look = await monitor.LookAsync(trade, Token);
                var entry = await fixture.Driver.OrderAsync(trade, OrderRole.Entry);
                Assert.True(look.State != MonitorState.Flat || entry.Status.IsFinal(), "Flat while the entry was still at the exchange");
                return look.State == MonitorState.Flat;
            },
            "The trade was never flat",
            cancellationToken: Token);

        Assert.Equal(part, (await fixture.Driver.TradeAsync(trade)).ExitedQuantity);
    }

    private static TradeMonitor MonitorOf(TradingFixture fixture, IExchange exchange, TimeProvider? time = null) =>
        ActivatorUtilities.CreateInstance<TradeMonitor>(
            fixture.Service<IServiceProvider>(),
            fixture.Keeping(fixture.FuturesOf(exchange, fixture.Clock)),
            new WaitingEntry(exchange, fixture.Ledger, fixture.Service<IStrategyStore>(), fixture.Clock),
            time ?? fixture.Clock);

    private static TradeMonitor SpotMonitorOf(TradingFixture fixture, IExchange exchange) =>
        ActivatorUtilities.CreateInstance<TradeMonitor>(
            fixture.Service<IServiceProvider>(),
            fixture.Keeping(new SpotPositions(
                exchange, fixture.Ledger, fixture.Service<UnansweredOrder>(), fixture.Service<RecentWallet>(), fixture.Clock)));

    private static IExchange Standing(TradingFixture fixture, decimal quantity) => AlteredExchange<IReadOnlyList<ExchangePosition>>.Of(
        fixture.Exchange,
        nameof(IExchange.GetPositionsAsync),
        positions => [.. positions.Where(_ => quantity > 0).Select(position => position with { Quantity = quantity })]);

    private static async Task BookStopFillAsync(TradingFixture fixture, TradeRecord trade, decimal quantity)
    {
        var stop = await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop);
        var fill = new Fill
        {
            ExecId = "exec-stop",
            OrderLinkId = stop.LinkId.Value,
            Role = OrderRole.Stop,
            Side = OrderSide.Sell,
            Price = 60_000m,
            Quantity = quantity,
            Value = 60_000m * quantity,
            Fee = 0.1m,
            FeeCurrency = "USDT",
            IsMaker = false,
            At = fixture.Clock.GetUtcNow(),
        };
        await fixture.Ledger.BookFillsAsync(trade.Id, [fill], fixture.Clock.GetUtcNow(), Token);
    }

    private async Task<TradingFixture> FuturesAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }

    private async Task<TradingFixture> SpotAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(RestingEntry.Spot);
        return fixture;
    }
}
