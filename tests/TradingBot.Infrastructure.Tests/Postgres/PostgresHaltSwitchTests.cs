using Npgsql;
using TradingBot.Core.Risk;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Risk;
using TradingBot.TestKit;

namespace TradingBot.Infrastructure.Tests.Postgres;

public sealed class PostgresHaltSwitchTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly PostgresHaltSwitch _switch = new(database.Source);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await database.ExecuteAsync("""
        truncate trading.audit, trading.trade_events, trading.trades, trading.orders, trading.fills, trading.funding_payments, trading.signals;
        update trading.halt set is_halted = false, flatten = false, reason = null, since = null, by = null;
        insert into trading.signals (id, strategy, dedupe_key, status, source, signal, dry_run, masked_body, ignored_fields, received_at)
            select ('00000000-0000-0000-0000-00000000000' || i)::uuid, 's', i::text, 'accepted', 'tradingbot', '{}', false, '', '{}', now() from generate_series(1, 4) i;
        insert into trading.trades (id, signal_id, strategy, category, symbol, settle_coin, direction, status, order_type, quantity, reference_price, targets, notional, risk, entry_valid_until, created_at, closed_at)
            select ('10000000-0000-0000-0000-00000000000' || i)::uuid, ('00000000-0000-0000-0000-00000000000' || i)::uuid, 's', 'linear', 'S' || i || 'USDT', 'USDT', 'long',
                (array['pending', 'open', 'closing', 'closed'])[i], 'market', 1, 1, '[]', 1, 1, now(), now(), case when i = 4 then now() end from generate_series(1, 4) i;
        """);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Fresh_ledger_is_not_halted() =>
        Assert.Equal(new HaltState(false, null, false, null, null), await _switch.ReadAsync(Token));

    [Fact]
    public async Task Halt_survives_in_the_ledger_and_leaves_trades_alone_without_flatten()
    {
        await _switch.HaltAsync("news", false, "admin", Now, Token);

        Assert.Equal(new HaltState(true, "news", false, Now, "admin"), await new PostgresHaltSwitch(database.Source).ReadAsync(Token));
        Assert.Equal(0L, await database.ScalarAsync<long>("select count(*) from trading.trades where close_requested_at is not null"));
    }

    [Fact]
    public async Task Halt_with_flatten_asks_every_unfinished_trade_to_close_and_says_so_in_its_story()
    {
        await _switch.HaltAsync("news", true, "admin", Now, Token);

        Assert.Equal(3L, await database.ScalarAsync<long>(
            "select count(*) from trading.trades where close_requested_at is not null and close_reason = 'halt'"));
        Assert.Equal(3L, await database.ScalarAsync<long>("select count(*) from trading.trade_events where kind = 'closeRequested'"));
        Assert.Equal(0L, await database.ScalarAsync<long>(
            "select count(*) from trading.trades where status = 'closed' and close_requested_at is not null"));
    }

    [Fact]
    public async Task Halt_waits_for_an_entry_that_is_being_decided_and_flattens_it_too()
    {
        await using var connection = await database.Source.OpenConnectionAsync(Token);
        await using var deciding = await connection.BeginTransactionAsync(Token);
        await connection.TakeRiskLockAsync(Token);
        var halting = _switch.HaltAsync("news", true, "admin", Now, Token);
        await Eventually.TrueAsync(
            async () => await database.ScalarAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and not granted") > 0,
            "The halt does not wait for the risk lock",
            cancellationToken: Token);
        await using var reopen = new NpgsqlCommand(
            "update trading.trades set status = 'pending', closed_at = null where status = 'closed'", connection);
        await reopen.ExecuteNonQueryAsync(Token);
        await deciding.CommitAsync(Token);

        await halting;

        Assert.Equal(4L, await database.ScalarAsync<long>("select count(*) from trading.trades where close_reason = 'halt'"));
    }

    [Fact]
    public async Task Second_halt_may_add_flatten_but_never_takes_it_back_nor_changes_who_was_first()
    {
        await _switch.HaltAsync("drawdown", false, "bot", Now, Token);
        await _switch.HaltAsync("to be safe", true, "admin", Now.AddMinutes(1), Token);

        var state = await _switch.HaltAsync("again", false, "admin", Now.AddMinutes(2), Token);

        Assert.Equal(new HaltState(true, "drawdown", true, Now, "bot"), state);
        Assert.Equal(3L, await database.ScalarAsync<long>("select count(*) from trading.audit where action = 'trading.halted'"));
    }

    [Fact]
    public async Task Resume_clears_the_halt_and_is_audited_with_its_reason()
    {
        await _switch.HaltAsync("news", true, "admin", Now, Token);

        var state = await _switch.ResumeAsync("over", "admin", Now.AddMinutes(1), Token);

        Assert.Equal(new HaltState(false, null, false, null, null), state);
        Assert.Equal(
            "over", await database.ScalarAsync<string>("select detail ->> 'reason' from trading.audit where action = 'trading.resumed'"));
    }

    [Fact]
    public async Task Flatten_closes_what_nobody_asked_to_close_and_leaves_what_was_asked_for_as_it_was_asked()
    {
        await database.ExecuteAsync("""
            update trading.trades set close_requested_at = '2026-02-01T00:00:00Z', close_reason = 'manual' where symbol = 'S3USDT';
            update trading.trades set close_reason = 'stopLoss' where symbol = 'S2USDT'
            """);

        await _switch.HaltAsync("news", true, "admin", Now, Token);

        Assert.Equal(
            """
            S1USDT pending halt 2026-03-01 12:00:00+00
            S2USDT closing stopLoss 2026-03-01 12:00:00+00
            S3USDT closing manual 2026-02-01 00:00:00+00
            S4USDT closed
            """,
            await database.ScalarAsync<string>("""
                select string_agg(concat_ws(' ', symbol, status, close_reason, close_requested_at), e'\n' order by symbol) from trading.trades
                """),
            ignoreLineEndingDifferences: true);
        var line = TradeEvents.CloseRequestedByHalt("admin", "news");
        Assert.Equal(
            2L,
            await database.ScalarAsync<long>($"""
                select count(*) from trading.trade_events line join trading.trades trade on trade.id = line.trade_id
                where symbol in ('S1USDT', 'S2USDT') and at = '2026-03-01T12:00:00Z' and kind = '{line.Kind}'
                    and message = '{line.Message}' and data is not distinct from {(line.Data is null ? "null" : $"'{line.Data.ToJsonString()}'::jsonb")}
                """));
        Assert.Equal(2L, await database.ScalarAsync<long>("select count(*) from trading.trade_events"));
    }

    [Fact]
    public async Task Halt_and_resumption_are_audited_with_who_when_and_why()
    {
        await _switch.HaltAsync("news", true, "guard", Now, Token);
        await _switch.ResumeAsync("over", "admin", Now.AddMinutes(1), Token);

        Assert.Equal(
            """
            guard trading.halted trading 2026-03-01 12:00:00+00 {"reason": "news", "flatten": true}
            admin trading.resumed trading 2026-03-01 12:01:00+00 {"reason": "over"}
            """,
            await database.ScalarAsync<string>(
                "select string_agg(concat_ws(' ', actor, action, target, at, detail), e'\n' order by id) from trading.audit"),
            ignoreLineEndingDifferences: true);
    }
}
