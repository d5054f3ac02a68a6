using Npgsql;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Notifications;
using TradingBot.Infrastructure.Postgres.Operations;
using TradingBot.TestKit;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>What is read in order to be changed is read once the other one, who is changing it this moment, has finished.</summary>
public sealed class HeldRowTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private readonly LedgerRows _rows = new(database);
    private readonly PostgresNotificationOutbox _outbox = new(database.Source);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Order_that_another_process_books_as_filled_stays_filled(bool isOfSeen)
    {
        var trade = await _rows.TradeAsync();
        var order = (await _rows.IntendAsync(trade)).Order;
        var update = new OrderUpdate(order.LinkId, OrderStatus.Open);

        await WhileHeldAsync(
            $"update trading.orders set status = 'filled', filled_quantity = 0.5 where link_id = '{order.LinkId}'",
            () => isOfSeen
                ? _rows.Ledger.UpdateSeenOrderAsync(order, update, LedgerRows.Line("open"), Now, Token)
                : _rows.Ledger.UpdateOrderAsync(trade, update, LedgerRows.Line("open"), Now, Token));

        Assert.Equal(OrderStatus.Filled, (await _rows.Ledger.ListOrdersAsync(trade, Token)).Single().Status);
    }

    [Fact]
    public async Task Reason_of_the_first_who_takes_an_entry_back_stands()
    {
        var trade = await _rows.TradeAsync();

        var noted = (TakeBackReason.Signal, DateTimeOffset.MinValue);
        await WhileHeldAsync(
            $"update trading.trades set taken_back = 'halt', taken_back_at = '{Now:O}' where id = '{trade}'",
            async () => noted = await _rows.Ledger.NoteTakenBackAsync(
                trade, TakeBackReason.Signal, LedgerRows.Line("takenBack"), Now.AddSeconds(5), Token));

        Assert.Equal((TakeBackReason.Halt, Now), noted);
        Assert.Equal(0, await LinesAsync(trade, "takenBack"));
    }

    [Fact]
    public async Task Position_is_missing_since_the_first_who_missed_it()
    {
        var trade = await _rows.TradeAsync();

        MissedPosition? since = null;
        await WhileHeldAsync(
            $"update trading.trades set position_missing_since = '{Now:O}' where id = '{trade}'",
            async () => since = await _rows.Ledger.NotePositionMissingAsync(
                trade, isMissing: true, LedgerRows.Line("missing"), Now.AddSeconds(5), Token));

        Assert.Equal(new MissedPosition(Now, Now), since);
        Assert.Equal(0, await LinesAsync(trade, "missing"));
    }

    [Fact]
    public async Task Closing_is_asked_for_by_the_first_who_asked()
    {
        var trade = await _rows.TradeAsync();

        await WhileHeldAsync(
            $"update trading.trades set close_requested_at = '{Now:O}', close_reason = 'halt' where id = '{trade}'",
            () => _rows.Ledger.RequestCloseAsync(trade, CloseReason.Manual, LedgerRows.Line("asked"), Now.AddSeconds(5), Token));

        var record = await _rows.ReadAsync(trade);
        Assert.Equal((CloseReason.Halt, Now), (record.CloseReason, record.CloseRequestedAt));
        Assert.Equal(0, await LinesAsync(trade, "asked"));
    }

    [Fact]
    public async Task Fill_and_funding_of_another_process_are_in_the_figures()
    {
        var trade = await _rows.TradeAsync();
        var fill = LedgerRows.AFill(OrderRole.Entry, 0.2m, 100m);
        var payment = new FundingPayment
        {
            ExecId = $"{Guid.NewGuid():N}",
            At = Now.AddSeconds(1),
            PositionAmount = 0.5m,
            PositionQuantity = 0.2m,
            Coin = "USDT",
        };
        await _rows.Ledger.BookFillsAsync(trade, [fill], Now, Token);
        await _rows.Ledger.BookFundingAsync(trade, [payment], Now, Token);

        fill = fill with { ExecId = $"{Guid.NewGuid():N}" };
        payment = payment with { ExecId = $"{Guid.NewGuid():N}" };
        await WhileHeldAsync(Another("fills"), () => _rows.Ledger.BookFillsAsync(trade, [fill], Now, Token));
        await WhileHeldAsync(Another("funding_payments"), () => _rows.Ledger.BookFundingAsync(trade, [payment], Now, Token));

        var record = await _rows.ReadAsync(trade);
        Assert.Equal(0.6m, record.FilledQuantity);
        Assert.Equal(1.5m, record.Funding);

        string Another(string table) => $"""
            select from trading.trades where id = '{trade}' for no key update;
            insert into trading.{table}
                select (jsonb_populate_record(row, jsonb_build_object('exec_id', gen_random_uuid()))).*
                from trading.{table} row where trade_id = '{trade}' limit 1
            """;
    }

    [Fact]
    public async Task Condition_of_the_exchange_goes_on_from_what_another_process_writes()
    {
        var store = new PostgresExchangeConditionStore(database.Source);
        await store.ChangeAsync(static _ => new ExchangeConditionChange(ExchangeCondition.Unknown, Notice: null), Now, Token);

        await WhileHeldAsync(
            """update trading.snapshots set document = '{"isDown":true}' where name = 'exchange'""",
            () => store.ChangeAsync(
                static before => new ExchangeConditionChange(before with { FailedAt = Now }, Notice: null), Now, Token));

        var read = await store.ReadAsync(Token);
        Assert.Equal((true, Now), (read.IsDown, read.FailedAt));
    }

    [Fact]
    public async Task Mail_that_another_process_composes_while_mail_is_switched_off_is_not_left_waiting()
    {
        await NoMailAsync();

        await WhileHeldAsync(
            $"select from trading.mail_channel for update; {WaitingDigest}",
            () => _outbox.SetAsideAsync(provider: null, minimum: null, Now.AddDays(-1), Now, Token));

        Assert.Equal("failed", await database.ScalarAsync<string>("select state from trading.mails"));
    }

    [Fact]
    public async Task Digest_that_another_process_composes_is_the_only_one_that_waits()
    {
        await NoMailAsync();
        await new PostgresNotificationStore(database.Source)
            .NotifyAsync(new Notification(Severity.Info, "test", "Subject", "Body."), Now, Token);

        await WhileHeldAsync(
            $"select from trading.mail_channel for update; {WaitingDigest}",
            () => _outbox.ComposeAsync(withDigest: true, Now, Token));

        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from trading.mails"));
    }

    private static string WaitingDigest =>
        $"insert into trading.mails (severity, created_at, next_at) values ('info', '{Now:O}', '{Now:O}')";

    private Task NoMailAsync() => database.ExecuteAsync(
        "truncate trading.notifications, trading.mails; update trading.mail_channel set provider = 'Smtp', paused_until = null");

    private async Task WhileHeldAsync(string change, Func<Task> call)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Token);
        await using var other = await connection.BeginTransactionAsync(Token);
        await using var write = new NpgsqlCommand(change, connection);
        await write.ExecuteNonQueryAsync(Token);
        var calling = call();
        await Eventually.TrueAsync(
            async () => await database.ScalarAsync<long>(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") > 0,
            "It does not wait for the other one",
            cancellationToken: Token);
        await other.CommitAsync(Token);
        await calling;
    }

    private Task<int> LinesAsync(TradeId trade, string kind) => database.ScalarAsync<int>(
        $"select count(*)::int from trading.trade_events where trade_id = '{trade}' and kind = '{kind}'");
}
