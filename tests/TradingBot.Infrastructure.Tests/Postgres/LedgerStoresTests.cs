using System.Text.Json.Nodes;
using Npgsql;
using TradingBot.Core.Accounts;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Operations;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Strategies;
using TradingBot.Infrastructure.Postgres.Accounts;
using TradingBot.Infrastructure.Postgres.Operations;
using TradingBot.Infrastructure.Postgres.Queries;
using TradingBot.Infrastructure.Postgres.Risk;
using TradingBot.Infrastructure.Postgres.Strategies;
using TradingBot.TestKit;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>Rows that are written a second time, and the rows beside them that are not.</summary>
public sealed class LedgerStoresTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Strategy_that_is_saved_again_changes_itself_and_no_other()
    {
        var store = new PostgresStrategyStore(database.Source);
        byte[] first = [.. Enumerable.Repeat((byte)1, 32)];
        byte[] second = [.. Enumerable.Repeat((byte)2, 32)];
        var (older, newer) = (AStrategy("zz-older"), AStrategy("aa-newer"));
        await store.SaveAsync(older, first, Now, Token);
        await store.SaveAsync(newer, first, At(1), Token);
        await _rows.SignalAsync(alert => alert with { Strategy = "zz-older", ReceivedAt = At(3) });
        await _rows.SignalAsync(alert => alert with { Strategy = "zz-older", ReceivedAt = At(2) });
        await _rows.ApproveAsync(await _rows.SignalAsync(), LedgerRows.ADraft(LedgerRows.NewSymbol(), "zz-older"));

        await store.SaveAsync(older with { Name = "Named again" }, second, At(4), Token);
        await store.SaveAsync(newer with { Leverage = 3m }, null, At(5), Token);

        var listed = await store.ListAsync(Token);
        Assert.Equal(
            [("aa-newer", "A strategy", 3m, At(5), null, 0), ("zz-older", "Named again", (decimal?)null, At(4), (DateTimeOffset?)At(3), 1)],
            listed.Select(static stored => (
                stored.Strategy.Key.Value, stored.Strategy.Name, stored.Strategy.Leverage, stored.UpdatedAt, stored.LastSignalAt,
                stored.OpenTrades)));
        Assert.Equal([first, second], listed.Select(static stored => stored.TokenHash.ToArray()));
        var found = (await store.FindAsync(older.Key, Token))!;
        Assert.Equal(("zz-older", "Named again"), (found.Strategy.Key.Value, found.Strategy.Name));
        Assert.Equal([(byte)1, (byte)2], (await store.ListTokenHashesAsync(Token)).Select(static hash => hash.Span[0]).Order());
    }

    [Fact]
    public async Task Latest_snapshot_stands_and_of_one_moment_the_last_that_was_written()
    {
        var journal = new PostgresAccountJournal(database.Source);
        foreach (var (second, equity) in ((int, decimal)[])[(5, 1m), (10, 2m), (10, 3m), (7, 4m)])
        {
            var balance = new AccountBalance { TotalEquity = equity, TotalWalletBalance = 1m, UnrealizedPnl = 0m, Coins = [] };
            await journal.SaveSnapshotAsync(new AccountSnapshot(At(second), balance, []), Token);
        }

        var snapshot = (await journal.ReadSnapshotAsync(Token))!;

        Assert.Equal((At(10), 3m), (snapshot.AsOf, snapshot.Balance.TotalEquity));
        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from trading.snapshots where name = 'account'"));
    }

    [Fact]
    public async Task Curve_takes_both_ends_in_and_a_point_that_is_written_again_is_replaced()
    {
        var journal = new PostgresAccountJournal(database.Source);
        EquityPoint[] points = [.. Enumerable.Range(0, 5).Select(static i => new EquityPoint(At(i), 10m + i, 20m + i, 30m + i))];
        foreach (var point in points)
            await journal.AddEquityPointAsync(point, Token);
        // Its clock shows another offset, and the same moment.
        var again = new EquityPoint(points[3].At.ToOffset(TimeSpan.FromHours(2)), 1m, 2m, 3m);
        await journal.AddEquityPointAsync(again, Token);

        var page = await journal.ListEquityAsync(At(1), At(3), EquityResolution.Raw, new PageRequest(), Token);

        Assert.Equal([again with { At = At(3) }, points[2], points[1]], page.Items);
        Assert.Equal(points[1], await journal.FirstEquitySinceAsync(At(1).AddMilliseconds(-1), Token));
    }

    [Fact]
    public async Task Settings_are_kept_apart_by_their_names_with_the_moment_of_the_last_change()
    {
        var store = new PostgresSettingsStore(database.Source);
        foreach (var name in (string[])["a", "b", "c"])
            await store.SaveAsync(name, new JsonObject { ["name"] = name }, Now, Token);
        await store.SaveAsync("b", new JsonObject { ["name"] = "b again" }, At(1), Token);

        var first = await store.AddOrGetAsync("a", new JsonObject { ["name"] = "other" }, At(2), Token);

        Assert.Equal("a", (string?)first["name"]);
        Assert.Equal("b again", (string?)(await store.ReadAsync("b", Token))!["name"]);
        Assert.Equal("c", (string?)(await store.ReadAsync("c", Token))!["name"]);
        Assert.Equal(
            [Now.UtcDateTime, At(1).UtcDateTime, Now.UtcDateTime],
            [await ChangedAsync("a"), await ChangedAsync("b"), await ChangedAsync("c")]);

        Task<DateTime> ChangedAsync(string name) =>
            database.ScalarAsync<DateTime>($"select updated_at from trading.settings where name = '{name}'");
    }

    [Fact]
    public async Task Limits_and_their_audit_entry_come_back_whole()
    {
        var store = new PostgresRiskLimitsStore(database.Source);
        var audit = new PostgresAuditLog(database.Source);
        var limits = new RiskLimits
        {
            MaxOpenTrades = 1,
            MaxGrossNotional = 2m,
            MaxNotionalToEquity = 3m,
            MaxHeatPercent = 4m,
            MaxLeverage = 5m,
            MaxEntriesPerMinute = 6,
        };

        await store.SaveAsync(new RiskLimits(), "first", Now, Token);
        await store.SaveAsync(limits, "second", At(1), Token);
        await audit.WriteAsync("third", "an action", "a target", detail: null, At(2), Token);

        Assert.Equal(limits, await store.ReadAsync(Token));
        var written = await database.ScalarAsync<DateTime>("select updated_at from trading.settings where name = 'risk-limits'");
        Assert.Equal(At(1).UtcDateTime, written);
        var entries = (await audit.ListAsync(new PageRequest(3), Token)).Items;
        Assert.Equal(
            [(At(2), "third", "an action", "a target"), (At(1), "second", "risk.changed", "risk"), (Now, "first", "risk.changed", "risk")],
            entries.Select(static entry => (entry.At, entry.Actor, entry.Action, entry.Target)));
        Assert.Null(entries[0].Detail);
        Assert.Equal(
            LedgerJson.Write(limits), LedgerJson.Write(LedgerJson.Read<RiskLimits>(entries[1].Detail!.ToJsonString())));
        var next = await audit.ListAsync(new PageRequest(1, (await audit.ListAsync(new PageRequest(2), Token)).Next), Token);
        Assert.Equal(entries[2].Id, Assert.Single(next.Items).Id);
    }

    [Fact]
    public async Task Discrepancy_keeps_the_moments_of_its_report_and_of_its_first_end()
    {
        var store = new PostgresDiscrepancyStore(database.Source);
        var found = new Discrepancy(
            "kind-3", Category.Spot, Symbol.Parse("XRPUSDT"), new TradeId(Guid.NewGuid()), "What differs.", IsHealed: true);
        await store.ReportAsync(found, At(1), Token);
        await store.ResolveOthersAsync(["kind-3"], [], At(2), Token);
        await store.ResolveOthersAsync(["kind-3"], [], At(3), Token);

        var row = (await store.ListAsync(new PageRequest(), Token)).Items.Single(static row => row.Discrepancy.Kind == "kind-3");

        Assert.Equal((At(1), found, At(2)), (row.At, row.Discrepancy, row.ResolvedAt));
    }

    [Fact]
    public async Task Condition_of_the_exchange_comes_back_whole_with_the_moment_it_was_written()
    {
        var store = new PostgresExchangeConditionStore(database.Source);
        var condition = new ExchangeCondition
        {
            IsDown = true,
            AnsweredAt = At(1),
            AnsweringSince = At(2),
            FailingSince = At(3),
            FailedAt = At(4),
            RefusedSince = At(5),
            Error = new ExchangeError(6, "Why.", RetryGuidance.RetryLater),
        };

        await store.ChangeAsync(_ => new ExchangeConditionChange(new ExchangeCondition(), Notice: null), At(6), Token);
        await store.ChangeAsync(_ => new ExchangeConditionChange(condition, Notice: null), At(7), Token);

        var read = await store.ReadAsync(Token);
        Assert.Equal(condition with { Ended = read.Ended }, read);
        Assert.Empty(read.Ended);
        Assert.Equal(
            At(7).UtcDateTime, await database.ScalarAsync<DateTime>("select as_of from trading.snapshots where name = 'exchange'"));
    }

    [Fact]
    public async Task First_change_of_the_condition_goes_on_from_what_another_process_wrote_first()
    {
        var store = new PostgresExchangeConditionStore(database.Source);
        await database.ExecuteAsync("delete from trading.snapshots where name = 'exchange'");
        await using var connection = await database.Source.OpenConnectionAsync(Token);
        await using var first = await connection.BeginTransactionAsync(Token);
        await using var write = new NpgsqlCommand(
            """insert into trading.snapshots (name, as_of, document) values ('exchange', now(), '{"isDown":true}')""", connection);
        await write.ExecuteNonQueryAsync(Token);
        var changing = store.ChangeAsync(
            static before => new ExchangeConditionChange(before with { FailedAt = At(1) }, Notice: null), At(1), Token);
        await Eventually.TrueAsync(
            async () => await database.ScalarAsync<long>("select count(*) from pg_locks where not granted") > 0,
            "The second one does not wait for the first",
            cancellationToken: Token);

        await first.CommitAsync(Token);
        await changing;

        var read = await store.ReadAsync(Token);
        Assert.Equal((true, At(1)), (read.IsDown, read.FailedAt));
    }

    private static DateTimeOffset At(int second) => Now.AddSeconds(second);

    private static Strategy AStrategy(string key) => new()
    {
        Key = StrategyKey.Parse(key),
        Name = "A strategy",
        State = StrategyState.Active,
        Category = Category.Linear,
        Symbols = [Symbol.Parse("BTCUSDT")],
        Direction = AllowedDirection.Both,
        OrderType = OrderType.Market,
        Sizing = new Sizing(SizingMode.FixedQuantity, 1m),
        TakeProfits = [],
        Formats = [AlertFormat.Tradingbot],
    };
}
