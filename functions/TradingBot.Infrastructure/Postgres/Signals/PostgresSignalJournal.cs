using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Signals;

internal sealed class PostgresSignalJournal(NpgsqlDataSource dataSource, StartSignalWithin? start = null) : ISignalJournal
{
    /// <summary>Not decided yet, or closing what it was told to close.</summary>
    internal const string NotCarriedOut = "status in ('received', 'accepted') and trade_id is null";

    private const string Columns = """
        id, strategy, status, source, category, signal, dry_run, masked_body, ignored_fields, remote_ip, duplicates, reason, trade_id, closes, adds_to,
        (select coalesce(stance, direction) from trading.trades where trades.id = coalesce(signals.closes[1], signals.adds_to)) as changed_side, received_at, decided_at, missed
        """;

    public Task<SignalReceipt> AcceptAsync(NewSignal signal, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                // xmax is zero only for a row this very statement inserted.
                const string Insert = """
                    insert into trading.signals
                        (id, strategy, dedupe_key, status, source, category, signal, dry_run, masked_body, ignored_fields, remote_ip, reason, received_at, started_at, decided_at)
                    values
                        (@id, @strategy, @dedupe, @status, @source, @category, @signal, @dryRun, @body, @ignored, @ip, @reason, @received, @started, @decided)
                    on conflict (dedupe_key) do update set duplicates = trading.signals.duplicates + 1
                    returning id, xmax = 0 as is_new
                    """;
                if (signal.EarlierDedupeKey is { } earlier
                    && await CountRepeatAsync(transaction.Connection!, earlier, signal.ReceivedAt, token) is { } first)
                    return new SignalReceipt(first, IsDuplicate: true, IsStarted: false);
                var starts = start is not null && signal.Refusal is null;
                var args = new Args
                {
                    ["id"] = signal.Id.Value,
                    ["strategy"] = signal.Strategy,
                    ["dedupe"] = signal.DedupeKey,
                    ["status"] = EnumNames.Write(signal.Refusal is null ? SignalStatus.Received : SignalStatus.Denied),
                    ["source"] = signal.Source,
                    ["category"] = signal.Category is { } category ? EnumNames.Write(category) : null,
                    ["signal"] = Args.Json.Of(signal.Signal),
                    ["dryRun"] = signal.DryRun,
                    ["body"] = signal.MaskedBody,
                    ["ignored"] = signal.IgnoredFields.ToArray(),
                    ["ip"] = signal.RemoteIp,
                    ["reason"] = Args.Json.Of(signal.Refusal),
                    ["received"] = signal.ReceivedAt,
                    ["started"] = starts ? signal.ReceivedAt : null,
                    ["decided"] = signal.Refusal is null ? null : signal.ReceivedAt,
                };
                var (id, isNew) = await transaction.Connection!.FirstAsync(
                    Insert, args, static row => (new SignalId(row.Value<Guid>("id")), row.Value<bool>("is_new")), token);
                if (isNew && starts)
                    await start!(transaction, id, token);
                var strategy = signal.Category is null ? null : signal.Strategy;
                if (isNew && signal.Refusal is { } refusal
                    && RefusalStatements.Told(strategy, refusal, signal.ReceivedAt, signal.RefusedExit) is { } told)
                    await transaction.Connection!.ExecuteAsync(told.Sql, told.Args, token);
                return new SignalReceipt(id, !isNew, starts);
            },
            token);

    // Keys of alerts without a time change every minute; a repeat within a minute may already carry the next one.
    private static Task<SignalId?> CountRepeatAsync(
        NpgsqlConnection connection, string earlierKey, DateTimeOffset now, CancellationToken token)
    {
        const string Count = """
            update trading.signals set duplicates = duplicates + 1
            where dedupe_key = @key and received_at > @now - interval '1 minute'
            returning id
            """;
        return connection.FirstAsync(
            Count, new Args { ["key"] = earlierKey, ["now"] = now }, static row => (SignalId?)new SignalId(row.GetGuid(0)), token);
    }

    public async Task<SignalRecord?> FindAsync(SignalId id, CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.FirstAsync(
            $"select {Columns} from trading.signals where id = @id", new Args { ["id"] = id.Value }, Map, token);
    }

    public async Task<LedgerPage<SignalRecord>> ListAsync(SignalFilter filter, PageRequest page, CancellationToken token)
    {
        const string List = $"""
            select {Columns} from trading.signals
            where (@strategy::text is null or strategy = @strategy)
              and (@status::text is null or status = @status)
              and (@at::timestamptz is null or (received_at, id) < (@at, @tie))
            order by received_at desc, id desc
            limit @limit
            """;
        var cursor = PageCursor.Read(page.Cursor);
        var args = new Args
        {
            ["strategy"] = filter.Strategy,
            ["status"] = filter.Status is { } status ? EnumNames.Write(status) : null,
            ["at"] = cursor?.At,
            ["tie"] = Guid.TryParse(cursor?.Tie, out var tie) ? tie : Guid.Empty,
            ["limit"] = page.Limit + 1,
        };
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return Paging.Cut(
            await connection.ListAsync(List, args, Map, token), page.Limit, static last => PageCursor.Write(last.ReceivedAt, last.Id));
    }

    public async Task<IReadOnlyList<SignalRecord>> ListNeighborsAsync(SignalRecord record, CancellationToken token)
    {
        var (sql, args) = Neighbors(record);
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.ListAsync(sql, args, Map, token);
    }

    public async Task<IReadOnlyList<SignalRecord>> ListLatestAsync(DateTimeOffset since, CancellationToken token)
    {
        const string List = $"""
            select {Columns}
            from (select distinct strategy from trading.signals where received_at >= @since) as busy (key)
            cross join lateral (
                select * from trading.signals as its
                where its.strategy = busy.key and its.reason ->> 'code' is distinct from '{DenialCodes.WebhookUnauthorized}'
                order by received_at desc, id desc limit 200) as signals
            """;
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.ListAsync(List, new Args { ["since"] = since }, Map, token);
    }

    public async Task NoteMissedAsync(SignalId id, MissedBefore? missed, CancellationToken token)
    {
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.ExecuteAsync(
            "update trading.signals set missed = @missed where id = @id",
            new Args { ["id"] = id.Value, ["missed"] = Args.Json.Of(missed) }, token);
    }

    internal static Statement Neighbors(SignalRecord record)
    {
        const string List = $"""
            select {Columns} from trading.signals
            where strategy = @strategy and received_at >= @since and id <> @id and signal ->> 'symbol' = @symbol
            order by status in ('accepted', 'completed') desc, received_at desc, id desc
            limit 200
            """;
        return new Statement(
            List,
            new Args
            {
                ["strategy"] = record.Strategy,
                ["since"] = SignalSequence.NeighborsSince(record),
                ["id"] = record.Id.Value,
                ["symbol"] = record.Signal?.Symbol.Value,
            });
    }

    public async Task<IReadOnlyList<SignalRecord>> ListAheadAsync(SignalRecord record, DateTimeOffset now, CancellationToken token)
    {
        const string List = $"""
            select {Columns} from trading.signals
            where strategy = @strategy and received_at > @since and signal ->> 'symbol' = @symbol and {NotCarriedOut} and id <> @id
            """;
        if (record.Signal is not { } signal)
            return [];
        var args = new Args
        {
            ["strategy"] = record.Strategy,
            ["symbol"] = signal.Symbol.Value,
            ["since"] = now - SignalSequence.Patience,
            ["id"] = record.Id.Value,
        };
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.ListAsync(List, args, Map, token);
    }

    public async Task MarkStartedAsync(SignalId id, DateTimeOffset now, CancellationToken token)
    {
        const string Mark = "update trading.signals set started_at = @now where id = @id and started_at is null";
        await using var connection = await dataSource.OpenConnectionAsync(token);
        await connection.ExecuteAsync(Mark, new Args { ["id"] = id.Value, ["now"] = now }, token);
    }

    public async Task<IReadOnlyList<SignalId>> ListUnstartedAsync(DateTimeOffset olderThan, CancellationToken token)
    {
        const string List = """
            select id from trading.signals
            where status = 'received' and started_at is null and received_at < @olderThan
            order by received_at
            limit 500
            """;
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.ListAsync(List, new Args { ["olderThan"] = olderThan }, static row => new SignalId(row.GetGuid(0)), token);
    }

    public async Task<bool> AdvanceAsync(SignalId id, SignalStatus status, Denial? reason, DateTimeOffset now, CancellationToken token)
    {
        var (sql, args) = Advance(id, status, reason, now);
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.ExecuteAsync(sql, args, token) == 1;
    }

    public async Task<bool> EndUnchangedAsync(
        SignalRecord record, SignalStatus status, Denial reason, IReadOnlyList<SignalId>? known, DateTimeOffset now,
        CancellationToken token)
    {
        var (sql, args) = EndUnchanged(record, status, reason, known, now);
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.ExecuteAsync(sql, args, token) == 1;
    }

    public async Task<bool> DenyExitAsync(SignalId id, Denial reason, RefusedExit exit, DateTimeOffset now, CancellationToken token)
    {
        var (sql, args) = Advance(id, SignalStatus.Denied, reason, now, exit: exit);
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.ExecuteAsync(sql, args, token) == 1;
    }

    internal static Statement HasEnded(SignalId id) => new(
        "select status not in ('received', 'accepted') from trading.signals where id = @id", new Args { ["id"] = id.Value });

    /// <param name="condition">What must hold besides, over @strategy and @symbol.</param>
    internal static Statement EndUnchanged(
        SignalRecord record, SignalStatus status, Denial reason, IReadOnlyList<SignalId>? known, DateTimeOffset now,
        string condition = "true")
    {
        // One statement sees one moment: what has not arrived by then arrives after the alert was carried out.
        const string NothingArrived = $"""
            not exists (select from trading.signals
                        where strategy = @strategy and received_at > @since and signal ->> 'symbol' = @symbol and {NotCarriedOut}
                          and id <> @id and id <> all (@known))
            """;
        var end = Advance(record.Id, status, reason, now, known is null ? condition : $"{condition} and {NothingArrived}");
        end.Args["strategy"] = record.Strategy;
        end.Args["symbol"] = record.Signal?.Symbol.Value;
        end.Args["since"] = now - SignalSequence.Patience;
        end.Args["known"] = known?.Select(static id => id.Value).ToArray() ?? [];
        return end;
    }

    internal static Statement Advance(
        SignalId id, SignalStatus status, Denial? reason, DateTimeOffset now, string condition = "true", RefusedExit? exit = null,
        IReadOnlyList<TradeId>? closes = null, TradeId? addsTo = null)
    {
        var advance = $"""
            update trading.signals
            set status = @status, reason = coalesce(@reason, reason), decided_at = coalesce(decided_at, @now),
                dry_run = dry_run and (@status <> 'accepted' or @keepsDryRun), closes = coalesce(@closes, closes), adds_to = coalesce(@addsTo, adds_to),
                dedupe_key = case when @status <> 'failed' then dedupe_key end
            where id = @id and {NotCarriedOut} and {condition}
            """;
        var args = new Args
        {
            ["id"] = id.Value,
            ["status"] = EnumNames.Write(status),
            ["reason"] = Args.Json.Of(reason),
            ["now"] = now,
            ["keepsDryRun"] = false,
            ["addsTo"] = addsTo?.Value,
            ["closes"] = closes?.Select(static trade => trade.Value).ToArray(),
        };
        return new Statement(advance, args).Telling(reason, now, exit);
    }

    internal static SignalRecord Map(NpgsqlDataReader row) => new()
    {
        Id = new SignalId(row.Value<Guid>("id")),
        Strategy = row.Value<string>("strategy"),
        Status = EnumNames.Parse<SignalStatus>(row.Value<string>("status")),
        Source = row.Value<string>("source"),
        Category = row.Text("category") is { } category ? EnumNames.Parse<Category>(category) : null,
        Signal = LedgerJson.ReadOrNull<Signal>(row.Text("signal")),
        DryRun = row.Value<bool>("dry_run"),
        MaskedBody = row.Value<string>("masked_body"),
        IgnoredFields = row.Value<string[]>("ignored_fields"),
        RemoteIp = row.Text("remote_ip"),
        Duplicates = row.Value<int>("duplicates"),
        ReceivedAt = row.Value<DateTimeOffset>("received_at"),
        DecidedAt = row.Nullable<DateTimeOffset>("decided_at"),
        Reason = LedgerJson.ReadOrNull<Denial>(row.Text("reason")),
        TradeId = row.TradeId("trade_id"),
        Closes = [.. row.Value<Guid[]>("closes").Select(static id => new TradeId(id))],
        AddsTo = row.TradeId("adds_to"),
        Missed = LedgerJson.ReadOrNull<MissedBefore>(row.Text("missed")),
        ChangedSide = row.Text("changed_side") is { } side ? EnumNames.Parse<Direction>(side) : null,
    };
}
