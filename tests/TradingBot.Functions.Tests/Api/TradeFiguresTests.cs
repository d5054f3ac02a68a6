using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Accounts;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Functions.Tests.Api;

/// <summary>What is shown of a trade's figures: amounts with their coin, quotients rounded, what is open beside what was filled.</summary>
public sealed class TradeFiguresTests(ApiFixture api) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private const string Inverse = "02000000-0000-7000-8000-000000000001";
    private const string Linear = "02000000-0000-7000-8000-000000000002";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await api.ExecuteAsync($$"""
        truncate trading.trade_events, trading.funding_payments, trading.fills, trading.orders, trading.trades, trading.signals, trading.snapshots;
        insert into trading.signals (id, strategy, dedupe_key, status, source, dry_run, masked_body, ignored_fields, received_at)
            select id::uuid, 'any', id, 'accepted', 'tradingbot', false, '', '{}', '2026-03-01T12:00:00Z' from unnest(array['{{Inverse}}', '{{Linear}}']) id;
        insert into trading.trades (id, signal_id, strategy, category, symbol, settle_coin, direction, status, order_type,
                quantity, reference_price, limit_price, entry_rests_until, stop_loss, targets, notional, risk, entry_valid_until, filled_quantity, exited_quantity, entry_price, exit_price, realized_pnl, fees, created_at, opened_at)
            values ('{{Inverse}}', '{{Inverse}}', 'inv', 'inverse', 'BTCUSD', 'BTC', 'long', 'open', 'market', 4579, 68000.5, null, null, 66640, '[]',
                    4579, 98.543219876543210987, '2026-03-01T12:01:00Z', 4579, 1001, 67996.500000000000245753267, 68100.33333333333333, 0.0029194612345678901, 0.000040404040404, '2026-03-01T12:00:01Z', '2026-03-01T12:00:02Z'),
                ('{{Linear}}', '{{Linear}}', 'lin', 'linear', 'SOLUSDT', 'USDT', 'long', 'open', 'limit', 40, 160, 160, '2026-03-01T13:00:01Z', 156.81, '[]',
                    6400, 100, '2026-03-01T12:01:00Z', 33.5, 25.1, 161.6438812345, 162.01999, -6.50000000000000001, 0.35, '2026-03-01T12:00:01Z', '2026-03-01T12:00:02Z');
        insert into trading.orders (link_id, trade_id, role, side, type, quantity, limit_price, status, filled_quantity, average_price, created_at, updated_at)
            values ('02000000000070008000000000000002-e0', '{{Linear}}', 'entry', 'buy', 'limit', 40, 160, 'partiallyFilled', 33.5, 161.6438812345, '2026-03-01T12:00:01Z', '2026-03-01T12:00:02Z');
        """);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Inverse_trade_tells_the_coin_of_each_amount_rounds_its_quotients_and_nothing_that_was_paid_or_gained()
    {
        await api.Host.Service<IAccountJournal>().SaveSnapshotAsync(
            new AccountSnapshot(DateTimeOffset.UnixEpoch, Balance, [Position]), Token);

        var trade = await api.Host.GetAsync($"trades/{Inverse}");
        var position = (await api.Host.GetAsync("positions"))["items"]![0]!;

        Assert.Equal(("BTC", "USD", "USD"), ((string?)trade["settleCoin"], (string?)trade["riskCoin"], (string?)trade["quantityCoin"]));
        Assert.Equal(
            ("67996.5", "68100.3", "98.54321988"), ((string?)trade["entryPrice"], (string?)trade["exitPrice"], (string?)trade["riskAmount"]));
        Assert.Equal(
            ("0.0029194612345678901", "0.000040404040404", "0.00012346"),
            ((string?)trade["realizedPnl"], (string?)trade["fees"], (string?)trade["unrealizedPnl"]));
        Assert.Equal("3578", (string?)trade["openQuantity"]);
        Assert.Equal(("BTC", "USD", "67996.5"), ((string?)position["settleCoin"], (string?)position["quantityCoin"], (string?)position["entryPrice"]));
    }

    [Fact]
    public async Task Trade_that_is_closed_in_part_tells_what_was_filled_what_is_open_and_what_waits()
    {
        var trade = await api.Host.GetAsync($"trades/{Linear}");

        Assert.Equal(
            ("40", "33.5", "8.4", "6.5"),
            ((string?)trade["quantity"], (string?)trade["filledQuantity"], (string?)trade["openQuantity"], (string?)trade["waitingQuantity"]));
        Assert.Equal(("SOL", "USDT", "161.64"), ((string?)trade["quantityCoin"], (string?)trade["riskCoin"], (string?)trade["entryPrice"]));
        Assert.Equal("161.64", (string?)trade["orders"]![0]!["averagePrice"]);
        Assert.Equal("-6.50000000000000001", (string?)trade["realizedPnl"]);
    }

    [Fact]
    public async Task Trade_that_has_ended_has_nothing_open_and_nothing_waiting()
    {
        await api.ExecuteAsync($"""
            update trading.trades set status = 'closed', closed_at = now() where id = '{Linear}';
            update trading.orders set status = 'cancelled' where trade_id = '{Linear}';
            """);

        var trade = await api.Host.GetAsync($"trades/{Linear}");

        Assert.Equal(("0", "0", "0"), ((string?)trade["openQuantity"], (string?)trade["waitingQuantity"], (string?)trade["openRisk"]));
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public async Task Reading_is_stale_after_thirty_seconds(int seconds, bool isStale)
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T12:00:00Z"));
        await using var host = await ApiHost.StartAsync(api.Source, time);
        await host.Service<IAccountJournal>().SaveSnapshotAsync(
            new AccountSnapshot(time.GetUtcNow().AddSeconds(-seconds), Balance, []), Token);

        Assert.Equal(isStale, (bool?)(await host.GetAsync("account"))["stale"]);
        Assert.Equal(isStale, (bool?)(await host.GetAsync("positions"))["stale"]);
    }

    private static AccountBalance Balance => new() { TotalEquity = 1000m, TotalWalletBalance = 1000m, UnrealizedPnl = 0m, Coins = [] };

    private static ExchangePosition Position => new()
    {
        Category = Category.Inverse,
        Symbol = Symbol.Parse("BTCUSD"),
        SettleCoin = "BTC",
        Direction = Direction.Long,
        Quantity = 3578m,
        EntryPrice = 67996.500000000000245753267m,
        MarkPrice = 68010m,
        UnrealizedPnl = 0.000123456789m,
    };
}
