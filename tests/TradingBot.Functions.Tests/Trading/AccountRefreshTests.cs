using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Accounts;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;
using TradingBot.Trading.Accounts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>The account as the ledger knows it: fresh, and with a first point for every day.</summary>
public sealed class AccountRefreshTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_reading_of_a_day_is_the_point_from_which_its_result_is_counted()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var (watch, journal) = (fixture.Service<AccountRefresh>(), fixture.Service<IAccountJournal>());

        // Noon: this test is not about what happens when midnight comes in between.
        await fixture.PassAsync(fixture.Clock.GetUtcNow().UtcDateTime.Date.AddHours(36) - fixture.Clock.GetUtcNow().UtcDateTime);

        await watch.RefreshAsync(Token);
        var first = await FirstAsync();
        await watch.RefreshAsync(Token);
        Assert.Equal(first, await FirstAsync());
        Assert.Equal((await journal.ReadSnapshotAsync(Token))!.Balance.TotalEquity, first!.Equity);

        await fixture.PassAsync(TimeSpan.FromDays(1));
        Assert.Null(await FirstAsync());
        await watch.RefreshAsync(Token);
        Assert.NotNull(await FirstAsync());

        Task<EquityPoint?> FirstAsync() =>
            journal.FirstEquitySinceAsync(new DateTimeOffset(fixture.Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero), Token);
    }

    [Fact]
    public async Task Day_begins_at_midnight_however_short_a_time_ago_the_last_point_was_added()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await database.ExecuteAsync("delete from trading.equity_points");
        var midnight = new DateTimeOffset(fixture.Clock.GetUtcNow().UtcDateTime.Date.AddDays(-2), TimeSpan.Zero);
        var time = new FakeTimeProvider(midnight.AddHours(-1));

        foreach (var (minutes, points) in (IEnumerable<(int, int)>)[(-30, 1), (-1, 1), (0, 2), (1, 2)])
        {
            time.SetUtcNow(midnight.AddMinutes(minutes));
            await ActivatorUtilities.CreateInstance<AccountRefresh>(fixture.Service<IServiceProvider>(), time).RefreshAsync(Token);

            var curve = await fixture.Service<IAccountJournal>().ListEquityAsync(
                midnight.AddDays(-1), to: null, EquityResolution.Raw, new PageRequest(100), Token);
            Assert.Equal(points, curve.Items.Count);
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("stop_missing_since = now()", false)]
    [InlineData("stop_confirmed_at = null", false)]
    [InlineData("settle_coin = 'USDC'", true)]
    [InlineData("exited_quantity = filled_quantity / 2", true)]
    public async Task Coins_of_a_trade_are_shown_as_a_position_with_the_stop_that_stands(string change, bool isGuarded)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(
            strategy => strategy with { Category = Category.Spot, Leverage = null, Direction = AllowedDirection.Long });
        var trade = await fixture.Driver.OpenAsync();
        if (change.Length > 0)
            await database.ExecuteAsync($"update trading.trades set {change}");
        var price = trade.EntryPrice!.Value + 500m;
        var left = change.Contains("exited", StringComparison.Ordinal) ? trade.FilledQuantity / 2 : trade.FilledQuantity;
        var exchange = AlteredExchange<Ticker>.Of(
            fixture.Exchange, nameof(IExchange.GetTickerAsync), ticker => ticker with { LastPrice = price, MarkPrice = 1m });

        await ReadAsync(fixture, exchange);

        var shown = Assert.Single((await fixture.Service<IAccountJournal>().ReadSnapshotAsync(Token))!.Positions);
        Assert.Equal(
            new ExchangePosition
            {
                Category = Category.Spot,
                Symbol = TradeDriver.Btc,
                SettleCoin = change.Contains("USDC", StringComparison.Ordinal) ? "USDC" : "USDT",
                Direction = Direction.Long,
                Quantity = left,
                EntryPrice = trade.EntryPrice.Value,
                MarkPrice = price,
                UnrealizedPnl = 500m * left,
                StopLoss = isGuarded ? trade.StopLoss : null,
                TakeProfit = trade.Targets[0].Price,
            },
            shown);
    }

    [Fact]
    public async Task Position_of_a_perpetual_is_shown_once_as_the_exchange_shows_it()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        await fixture.Driver.OpenAsync();

        await ReadAsync(fixture, fixture.Exchange);

        var shown = Assert.Single((await fixture.Service<IAccountJournal>().ReadSnapshotAsync(Token))!.Positions);
        Assert.Equal((Category.Linear, 0.01m), (shown.Category, shown.Quantity));
    }

    [Fact]
    public async Task Coins_of_a_trade_that_are_all_sold_are_shown_no_more()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(
            strategy => strategy with { Category = Category.Spot, Leverage = null, Direction = AllowedDirection.Long });
        await fixture.Driver.OpenAsync();
        await database.ExecuteAsync("update trading.trades set exited_quantity = filled_quantity");

        await ReadAsync(fixture, fixture.Exchange);

        Assert.Empty((await fixture.Service<IAccountJournal>().ReadSnapshotAsync(Token))!.Positions);
    }

    [Fact]
    public async Task Positions_of_every_category_that_is_read_are_shown()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(
            static strategy => strategy with { Category = Category.Inverse, Symbols = [Symbol.Parse("BTCUSD")] });
        var asked = new List<Category>();
        var exchange = AlteredExchange<IReadOnlyList<ExchangePosition>>.Of(
            RecordedExchange<Category>.Of(fixture.Exchange, nameof(IExchange.GetPositionsAsync), asked),
            nameof(IExchange.GetPositionsAsync),
            _ =>
            [
                new ExchangePosition
                {
                    Category = asked[^1],
                    Symbol = TradeDriver.Btc,
                    Direction = Direction.Long,
                    Quantity = 1m,
                    EntryPrice = 100m,
                },
            ]);

        await ReadAsync(fixture, exchange);

        Assert.Equal(
            [Category.Inverse, Category.Linear],
            (await fixture.Service<IAccountJournal>().ReadSnapshotAsync(Token))!.Positions.Select(static position => position.Category));
    }

    [Theory]
    [InlineData(30, 2)]
    [InlineData(60, 2)]
    [InlineData(60.001, 1)]
    public async Task Point_of_the_curve_is_added_from_figures_that_are_fresh(double seconds, int points)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await database.ExecuteAsync("delete from trading.equity_points");
        var time = StoppedClock.Create();
        var first = time.GetUtcNow();
        var exchange = AlteredExchange<AccountBalance>.Of(
            fixture.Exchange,
            nameof(IExchange.GetBalanceAsync),
            static balance => balance with { TotalEquity = 30m, TotalWalletBalance = 20m, UnrealizedPnl = 10m });
        var refresh = ActivatorUtilities.CreateInstance<AccountRefresh>(fixture.Service<IServiceProvider>(), exchange, time);
        await refresh.RefreshAsync(Token);
        time.Advance(TimeSpan.FromSeconds(seconds));

        await refresh.AddEquityPointAsync(Token);

        var curve = await fixture.Service<IAccountJournal>().ListEquityAsync(
            first.AddMinutes(-5), to: null, EquityResolution.Raw, new PageRequest(100), Token);
        Assert.Equal(points, curve.Items.Count);
        Assert.Equal(points == 2 ? first.AddSeconds(seconds) : first, curve.Items[0].At);
        Assert.All(curve.Items, static point => Assert.Equal((30m, 20m, 10m), (point.Equity, point.WalletBalance, point.UnrealizedPnl)));
    }

    private static Task ReadAsync(TradingFixture fixture, IExchange exchange) =>
        ActivatorUtilities.CreateInstance<AccountRefresh>(fixture.Service<IServiceProvider>(), exchange).RefreshAsync(Token);
}
