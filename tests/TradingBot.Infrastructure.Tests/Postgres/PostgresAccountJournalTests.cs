using TradingBot.Core.Accounts;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Operations;
using TradingBot.Infrastructure.Postgres.Accounts;
using TradingBot.Infrastructure.Postgres.Operations;

namespace TradingBot.Infrastructure.Tests.Postgres;

public sealed class PostgresAccountJournalTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>, IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PostgresAccountJournal _journal = new(database.Source);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await database.ExecuteAsync("truncate trading.equity_points, trading.snapshots");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Snapshot_is_unknown_before_the_first_reading() => Assert.Null(await _journal.ReadSnapshotAsync(Token));

    [Fact]
    public async Task Snapshot_comes_back_whole()
    {
        var snapshot = ASnapshot(Start, 10000.123456789m);

        await _journal.SaveSnapshotAsync(snapshot, Token);

        Assert.Equivalent(snapshot, await _journal.ReadSnapshotAsync(Token), strict: true);
    }

    [Fact]
    public async Task Older_snapshot_never_replaces_a_newer_one()
    {
        await _journal.SaveSnapshotAsync(ASnapshot(Start.AddMinutes(5), 2m), Token);

        await _journal.SaveSnapshotAsync(ASnapshot(Start, 1m), Token);

        Assert.Equal(2m, (await _journal.ReadSnapshotAsync(Token))!.Balance.TotalEquity);
    }

    /// <summary>Both lie in one table.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Account_and_the_exchanges_condition_are_told_apart(bool isConditionFirst)
    {
        var exchange = new PostgresExchangeConditionStore(database.Source);
        var (condition, snapshot) = (new ExchangeCondition { IsDown = true }, ASnapshot(Start, 7m));
        if (isConditionFirst)
            await ChangeAsync();
        else
            await _journal.SaveSnapshotAsync(snapshot, Token);
        Assert.Equal(
            (isConditionFirst, isConditionFirst),
            (await _journal.ReadSnapshotAsync(Token) is null, (await exchange.ReadAsync(Token)).IsDown));

        if (isConditionFirst)
            await _journal.SaveSnapshotAsync(snapshot, Token);
        else
            await ChangeAsync();

        Assert.Equivalent(snapshot, await _journal.ReadSnapshotAsync(Token), strict: true);
        Assert.True((await exchange.ReadAsync(Token)).IsDown);

        Task ChangeAsync() => exchange.ChangeAsync(_ => new ExchangeConditionChange(condition, Notice: null), Start.AddDays(1), Token);
    }

    [Fact]
    public async Task First_point_since_a_moment_includes_that_moment()
    {
        await AddPointsAsync(3, TimeSpan.FromHours(1));

        Assert.Equal(Start.AddHours(1), (await _journal.FirstEquitySinceAsync(Start.AddHours(1), Token))!.At);
        Assert.Null(await _journal.FirstEquitySinceAsync(Start.AddHours(3), Token));
    }

    [Fact]
    public async Task Curve_shows_the_last_point_of_each_bucket_newest_first()
    {
        await AddPointsAsync(11, TimeSpan.FromSeconds(30));

        var page = await _journal.ListEquityAsync(null, null, EquityResolution.OneMinute, new PageRequest(), Token);

        Assert.Equal([300, 270, 210, 150, 90, 30], page.Items.Select(static point => (point.At - Start).TotalSeconds));
        Assert.Null(page.Next);
    }

    [Theory]
    [InlineData(EquityResolution.OneMinute, 1)]
    [InlineData(EquityResolution.FiveMinutes, 5)]
    [InlineData(EquityResolution.OneHour, 60)]
    [InlineData(EquityResolution.OneDay, 24 * 60)]
    public async Task Curve_shows_one_point_for_each_stretch_of_its_resolution(EquityResolution resolution, int minutes)
    {
        await AddPointsAsync(7, TimeSpan.FromMinutes(minutes) / 2);

        var page = await _journal.ListEquityAsync(null, null, resolution, new PageRequest(), Token);

        Assert.Equal([6, 5, 3, 1], page.Items.Select(point => (int)((point.At - Start) * 2 / TimeSpan.FromMinutes(minutes))));
    }

    [Fact]
    public async Task Point_comes_back_with_each_of_its_figures()
    {
        var point = new EquityPoint(Start, 1000.5m, 900.25m, 100.125m);
        await _journal.AddEquityPointAsync(point, Token);

        Assert.Equal(point, await _journal.FirstEquitySinceAsync(Start, Token));
        Assert.Equal([point], (await _journal.ListEquityAsync(null, null, EquityResolution.Raw, new PageRequest(), Token)).Items);
    }

    [Theory]
    [InlineData(EquityResolution.Raw)]
    [InlineData(EquityResolution.OneMinute)]
    [InlineData(EquityResolution.FiveMinutes)]
    [InlineData(EquityResolution.OneHour)]
    [InlineData(EquityResolution.OneDay)]
    public async Task Pages_of_any_size_make_up_the_whole_curve(EquityResolution resolution)
    {
        await AddPointsAsync(120, TimeSpan.FromMinutes(41));
        var whole = await _journal.ListEquityAsync(Start.AddHours(1), Start.AddHours(70), resolution, new PageRequest(200), Token);

        foreach (var size in new[] { 1, 7, 50 })
        {
            var collected = new List<EquityPoint>();
            string? cursor = null;
            do
            {
                var page = await _journal.ListEquityAsync(
                    Start.AddHours(1), Start.AddHours(70), resolution, new PageRequest(size, cursor), Token);
                collected.AddRange(page.Items);
                cursor = page.Next;
            }
            while (cursor is not null);
            Assert.Equal(whole.Items, collected);
        }

        Assert.All(whole.Items, static point => Assert.InRange(point.At, Start.AddHours(1), Start.AddHours(70)));
    }

    private async Task AddPointsAsync(int count, TimeSpan gap)
    {
        for (var i = 0; i < count; i++)
            await _journal.AddEquityPointAsync(new EquityPoint(Start + (i * gap), 1000m + i, 900m, i), Token);
    }

    private static AccountSnapshot ASnapshot(DateTimeOffset asOf, decimal equity) => new(
        asOf,
        new AccountBalance
        {
            TotalEquity = equity,
            TotalWalletBalance = 1m,
            UnrealizedPnl = -0.5m,
            Coins = [new CoinBalance("USDT", equity, 1m, 0m, -0.5m, null)],
        },
        [
            new ExchangePosition
            {
                Category = Category.Linear,
                Symbol = Symbol.Parse("BTCUSDT"),
                Direction = Direction.Short,
                Quantity = 0.001m,
                EntryPrice = 65000.1m,
                StopLoss = 66000m,
            },
        ]);
}
