using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Infrastructure.Postgres.Strategies;

namespace TradingBot.Infrastructure.Tests.Postgres;

public sealed class PostgresStrategyStoreTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Hash = [.. Enumerable.Range(1, 32).Select(static i => (byte)i)];

    private readonly PostgresStrategyStore _store = new(database.Source);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Saved_strategy_comes_back_with_every_digit()
    {
        var strategy = AStrategy("digits") with
        {
            Sizing = new Sizing(SizingMode.RiskPercent, 0.1234567890123456789012345678m),
            StopLoss = new PriceDistance(Percent: 1.50m),
            TakeProfits = [new TakeProfitRule(new PriceDistance(R: 2m), 60m), new TakeProfitRule(new PriceDistance(Price: 70000.5m), 40m)],
            Leverage = 3m,
        };

        await _store.SaveAsync(strategy, Hash, Now, Token);
        var stored = await _store.FindAsync(strategy.Key, Token);

        Assert.NotNull(stored);
        Assert.Equivalent(strategy, stored.Strategy, strict: true);
        Assert.Equal(0.1234567890123456789012345678m, stored.Strategy.Sizing.Value);
        Assert.Equal(Hash, stored.TokenHash.ToArray());
        Assert.Equal(Now, stored.UpdatedAt);
        Assert.Null(stored.LastSignalAt);
        Assert.Equal(0, stored.OpenTrades);
    }

    [Fact]
    public async Task Saving_without_a_token_keeps_the_stored_one()
    {
        var strategy = AStrategy("keeps-token");
        await _store.SaveAsync(strategy, Hash, Now, Token);

        await _store.SaveAsync(strategy with { Name = "Renamed" }, null, Now.AddMinutes(1), Token);

        var stored = await _store.FindAsync(strategy.Key, Token);
        Assert.Equal("Renamed", stored!.Strategy.Name);
        Assert.Equal(Hash, stored.TokenHash.ToArray());
    }

    [Fact]
    public async Task New_strategy_without_a_token_is_refused_by_name()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => _store.SaveAsync(AStrategy("tokenless"), null, Now, Token));

        Assert.Equal("The new strategy 'tokenless' has no token.", refusal.Message);
        Assert.Null(await _store.FindAsync(StrategyKey.Parse("tokenless"), Token));
    }

    [Fact]
    public async Task Strategies_of_one_moment_are_listed_by_their_keys_the_last_first()
    {
        foreach (var key in (string[])["tie-2", "tie-3", "tie-1"])
            await _store.SaveAsync(AStrategy(key), Hash, Now.AddMinutes(-1), Token);

        Assert.Equal(
            ["tie-3", "tie-2", "tie-1"],
            (await _store.ListAsync(Token)).Select(static found => found.Strategy.Key.Value)
                .Where(static key => key.StartsWith("tie-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Unknown_key_finds_nothing() => Assert.Null(await _store.FindAsync(StrategyKey.Parse("nobody"), Token));

    [Fact]
    public async Task Last_signal_and_open_trades_are_counted_but_calls_without_a_token_are_not()
    {
        await _store.SaveAsync(AStrategy("counted"), Hash, Now, Token);
        await database.ExecuteAsync("""
            insert into trading.signals (id, strategy, dedupe_key, status, source, signal, dry_run, masked_body, ignored_fields, reason, received_at) values
                ('00000000-0000-0000-0000-0000000000a1', 'counted', 'a1', 'accepted', 'tradingbot', '{}', false, '', '{}', null, '2026-03-01T11:00:00Z'),
                ('00000000-0000-0000-0000-0000000000a2', 'counted', null, 'denied', 'tradingbot', null, false, '', '{}', '{"code":"webhook.unauthorized"}', '2026-03-01T11:30:00Z'),
                ('00000000-0000-0000-0000-0000000000a3', 'counted', null, 'denied', 'tradingbot', null, false, '', '{}', '{"code":"webhook.invalid"}', '2026-03-01T11:15:00Z');
            insert into trading.trades (id, signal_id, strategy, category, symbol, settle_coin, direction, status, order_type, quantity, reference_price, targets, notional, risk, entry_valid_until, created_at, closed_at) values
                ('00000000-0000-0000-0000-0000000000b1', '00000000-0000-0000-0000-0000000000a1', 'counted', 'linear', 'ADAUSDT', 'USDT', 'long', 'open', 'market', 1, 1, '[]', 1, 1, now(), now(), null),
                ('00000000-0000-0000-0000-0000000000b2', '00000000-0000-0000-0000-0000000000a2', 'counted', 'linear', 'ADAUSDT', 'USDT', 'long', 'closed', 'market', 1, 1, '[]', 1, 1, now(), now(), now());
            """);

        var stored = Assert.Single(await _store.ListAsync(Token), static found => found.Strategy.Key.Value == "counted");

        Assert.Equal(Now.AddMinutes(-45), stored.LastSignalAt);
        Assert.Equal(1, stored.OpenTrades);
    }

    private static Strategy AStrategy(string key) => new()
    {
        Key = StrategyKey.Parse(key),
        Name = "A strategy",
        State = StrategyState.Active,
        Category = Category.Linear,
        Symbols = [Symbol.Parse("BTCUSDT"), Symbol.Parse("ETHUSDT")],
        Direction = AllowedDirection.Both,
        OrderType = OrderType.Market,
        Sizing = new Sizing(SizingMode.FixedQuantity, 1m),
        TakeProfits = [],
        Formats = [AlertFormat.Tradingbot],
    };
}
