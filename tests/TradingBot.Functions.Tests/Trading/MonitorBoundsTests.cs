using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What a look at an open trade does exactly at, and just beside, each of its limits.</summary>
public sealed class MonitorBoundsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const int Soon = 200;

    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(29.9, 0.0, false)]
    [InlineData(30, 0.0, true)]
    // Nothing of it is left to close.
    [InlineData(60, 0.01, false)]
    public async Task Exit_that_waits_for_the_exchange_for_half_a_minute_is_told_with_what_it_said(
        double secondsAgo, double exited, bool isTold)
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync($"""
            update trading.trades
                set close_requested_at = '{Ago(secondsAgo)}', close_reason = 'manual', exited_quantity = {(decimal)exited}
            """);
        await fixture.Controls.FaultAsync("*", "status", count: 100, status: 502);

        Assert.Equal(MonitorState.Unavailable, (await MonitorOf(fixture, fixture.Exchange).LookAsync(trade.Id, Token)).State);

        var notices = (await fixture.Driver.NoticesAsync()).Where(static notice => notice.Kind == NoticeKinds.ExitWaits).ToList();
        var lines = (await LinesAsync(fixture, trade)).Where(static line => line.Kind == "exitWaits").ToList();
        Assert.Equal(isTold ? (1, 1) : (0, 0), (notices.Count, lines.Count));
        Assert.All(notices, static notice => Assert.Contains("502", notice.Body, StringComparison.Ordinal));
        Assert.All(lines, static line => Assert.Contains("502", line.Message, StringComparison.Ordinal));
    }

    [Theory]
    // The stop tells of a sale that is not booked; the entry and an older sale say nothing of when.
    [InlineData(5, 60, 60, false)]
    [InlineData(5.1, 60, 60, true)]
    [InlineData(5.1, 1, 60, true)]
    [InlineData(60, 60, 5, false)]
    public async Task Sale_that_is_not_booked_is_missing_once_all_sales_are_older_than_five_seconds(
        double stopAgo, double entryAgo, double exitAgo, bool isMissing)
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync($"""
            update trading.orders set status = 'filled', filled_quantity = 0.005, updated_at = '{Ago(stopAgo)}' where role = 'stop';
            update trading.orders set updated_at = '{Ago(entryAgo)}' where role = 'entry';
            insert into trading.orders
                select (jsonb_populate_record(o, jsonb_build_object('link_id', 'n', 'role', 'exit', 'updated_at', '{Ago(exitAgo)}'))).*
                from trading.orders o where o.role = 'stop';
            """);

        var look = await MonitorOf(fixture, fixture.Exchange).LookAsync(trade.Id, Token);

        Assert.Equal(isMissing, (await fixture.Driver.TradeAsync(trade.Id)).PositionMissingSince is not null);
        Assert.Equal(new MonitorResult(MonitorState.Opening, Soon), look);
    }

    [Fact]
    public async Task Order_that_sold_nothing_says_nothing_of_when_the_sale_was()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync($"""
            update trading.orders set updated_at = '{Ago(60)}';
            update trading.orders set status = 'filled', filled_quantity = 0.005 where role = 'stop';
            insert into trading.orders
                select (jsonb_populate_record(o, jsonb_build_object(
                    'link_id', 'n', 'role', 'exit', 'status', 'cancelled', 'filled_quantity', 0, 'updated_at', '{Ago(1)}'))).*
                from trading.orders o where o.role = 'stop';
            """);

        await MonitorOf(fixture, fixture.Exchange).LookAsync(trade.Id, Token);

        Assert.NotNull((await fixture.Driver.TradeAsync(trade.Id)).PositionMissingSince);
    }

    [Fact]
    public async Task Trade_that_is_to_close_and_whose_sale_is_not_booked_goes_on_closing()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.CloseAsync(trade.Id);
        await database.ExecuteAsync(
            $"update trading.orders set status = 'filled', filled_quantity = 0.00999, updated_at = '{Ago(1)}' where role = 'stop'");

        var look = await MonitorOf(fixture, fixture.Exchange).LookAsync(trade.Id, Token);

        Assert.Equal(new MonitorResult(MonitorState.Closing, Soon), look);
    }

    [Theory]
    [InlineData(false, CloseReason.TimeStop)]
    [InlineData(true, CloseReason.Halt)]
    public async Task Closing_falls_due_also_while_the_position_is_not_listed(bool isHalted, CloseReason reason)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { TimeStopMinutes = 5 });
        var trade = await fixture.Driver.OpenAsync();
        var monitor = MonitorOf(fixture, Standing(fixture, 0));
        if (isHalted)
            await database.ExecuteAsync("update trading.halt set is_halted = true, flatten = true");
        else
            _time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(MonitorState.Closing, (await monitor.LookAsync(trade.Id, Token)).State);

        Assert.Equal(reason, (await fixture.Driver.TradeAsync(trade.Id)).CloseReason);
    }

    [Theory]
    // Noted so many minutes ago; the trade is older.
    [InlineData(15, 0.01, false)]
    [InlineData(15.1, 0.01, true)]
    // A part of it is missing, or somebody else holds one.
    [InlineData(60, 0.004, false)]
    [InlineData(60, 0.02, false)]
    public async Task Reading_is_noted_again_a_quarter_of_an_hour_after_the_last_note_where_books_and_exchange_agree(
        double minutesAgo, double standing, bool isNoted)
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        var before = _time.GetUtcNow().AddMinutes(-minutesAgo);
        await database.ExecuteAsync(
            $"update trading.trades set created_at = '{Ago(7200)}', executions_read_at = '{before:O}'");

        await MonitorOf(fixture, Standing(fixture, (decimal)standing)).LookAsync(trade.Id, Token);

        Assert.Equal(isNoted ? _time.GetUtcNow() : before, (await fixture.Driver.TradeAsync(trade.Id)).ExecutionsReadAt);
    }

    // What is carried out while the look goes on may not be listed in it.
    [Fact]
    public async Task Reading_is_noted_as_of_when_the_look_began()
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync($"update trading.trades set created_at = '{Ago(7200)}'");
        var began = _time.GetUtcNow();
        var slow = AlteredExchange<IReadOnlyList<ExchangePosition>>.Of(
            fixture.Exchange,
            nameof(IExchange.GetPositionsAsync),
            positions =>
            {
                _time.Advance(TimeSpan.FromSeconds(3));
                return positions;
            });

        await MonitorOf(fixture, slow).LookAsync(trade.Id, Token);

        Assert.Equal(began, (await fixture.Driver.TradeAsync(trade.Id)).ExecutionsReadAt);
    }

    [Theory]
    [InlineData(30, MonitorState.Opening, 0)]
    [InlineData(30.1, MonitorState.Opening, 1)]
    [InlineData(40, MonitorState.Opening, 1)]
    [InlineData(40.1, MonitorState.Flat, 0)]
    public async Task Rest_of_an_entry_whose_position_is_lost_is_cancelled_for_ten_seconds_before_the_trade_ends(
        double secondsAgo, MonitorState state, int cancels)
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync($"""
            update trading.orders set status = 'partiallyFilled' where role = 'entry';
            update trading.trades set position_missing_since = '{Ago(secondsAgo)}';
            """);
        var cancelled = 0;
        var exchange = AnsweredExchange<Category>.Of(
            Standing(fixture, 0),
            _ =>
            {
                cancelled++;
                return new SubmitOutcome.Accepted("");
            },
            nameof(IExchange.CancelOrderAsync));
        var unlisted = AlteredExchange<ExchangeOrder?>.Of(exchange, nameof(IExchange.FindOrderAsync), static _ => null);

        Assert.Equal(state, (await MonitorOf(fixture, unlisted).LookAsync(trade.Id, Token)).State);

        Assert.Equal(cancels, cancelled);
    }

    [Theory]
    // From when it was opened, and not from when it was approved.
    [InlineData(1799.9, 7200, false)]
    [InlineData(1800, 7200, true)]
    public async Task Time_stop_is_due_at_its_minute_after_the_opening(double openedAgo, int approvedAgo, bool isDue)
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync($"""
            update trading.trades
                set time_stop_minutes = 30, opened_at = '{Ago(openedAgo)}', created_at = '{Ago(approvedAgo)}'
            """);

        await MonitorOf(fixture, fixture.Exchange).LookAsync(trade.Id, Token);

        Assert.Equal(isDue ? CloseReason.TimeStop : null, (await fixture.Driver.TradeAsync(trade.Id)).CloseReason);
        Assert.Equal(isDue, (await LinesAsync(fixture, trade)).Any(static line =>
            line.Kind == "closeRequested" && line.Message.Contains("30", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true, CloseReason.Halt)]
    [InlineData(false, CloseReason.TimeStop)]
    public async Task Halt_that_closes_all_is_the_reason_before_a_time_stop_that_is_due_too(bool flatten, CloseReason reason)
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        // A trade that the halt itself did not see.
        await database.ExecuteAsync($"""
            update trading.trades set time_stop_minutes = 30, opened_at = '{Ago(3600)}';
            update trading.halt set is_halted = true, flatten = {flatten}, reason = 'test', since = now(), by = 'tester';
            """);

        await MonitorOf(fixture, fixture.Exchange).LookAsync(trade.Id, Token);

        Assert.Equal(reason, (await fixture.Driver.TradeAsync(trade.Id)).CloseReason);
    }

    [Theory]
    [InlineData(true, true, CloseReason.Halt)]
    [InlineData(true, false, null)]
    [InlineData(false, true, null)]
    public async Task Halt_closes_a_trade_while_it_lasts_and_only_where_it_is_to_close_all(bool isHalted, bool flatten, CloseReason? reason)
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync($"update trading.halt set is_halted = {isHalted}, flatten = {flatten}, reason = 'test', by = 'tester'");

        await MonitorOf(fixture, fixture.Exchange).LookAsync(trade.Id, Token);

        Assert.Equal(reason, (await fixture.Driver.TradeAsync(trade.Id)).CloseReason);
    }

    [Fact]
    public async Task Part_that_is_missing_is_told_with_how_much_and_shown_again_as_a_position()
    {
        await using var fixture = await FuturesAsync();
        var trade = await fixture.Driver.OpenAsync();

        await MonitorOf(fixture, Standing(fixture, 0.004m)).LookAsync(trade.Id, Token);
        await MonitorOf(fixture, fixture.Exchange).LookAsync(trade.Id, Token);

        var lines = (await LinesAsync(fixture, trade)).Where(static line => line.Kind.StartsWith("position", StringComparison.Ordinal));
        Assert.Equal(
            [
                "The exchange does not show 0.006 of the 0.01 BTCUSDT that are open: looking for what closed it.",
                "The exchange shows the whole position again.",
            ],
            lines.Select(static line => line.Message));
    }

    private string Ago(double seconds) => $"{_time.GetUtcNow().AddSeconds(-seconds):O}";

    private static async Task<IReadOnlyList<TradeEvent>> LinesAsync(TradingFixture fixture, TradeRecord trade) =>
        (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events;

    private TradeMonitor MonitorOf(TradingFixture fixture, IExchange exchange) => ActivatorUtilities.CreateInstance<TradeMonitor>(
        fixture.Service<IServiceProvider>(),
        new FillSynchronizer(exchange, fixture.Ledger, _time),
        fixture.Keeping(fixture.FuturesOf(exchange, _time)),
        new WaitingEntry(exchange, fixture.Ledger, fixture.Service<IStrategyStore>(), _time),
        _time);

    private static IExchange Standing(TradingFixture fixture, decimal quantity) => AlteredExchange<IReadOnlyList<ExchangePosition>>.Of(
        fixture.Exchange,
        nameof(IExchange.GetPositionsAsync),
        positions => [.. positions.Where(_ => quantity > 0).Select(position => position with { Quantity = quantity })]);

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
