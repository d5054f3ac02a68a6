using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Postgres.Notifications;

/// <summary>The outbox as two tables: what is to be told (notifications) and the mails it is told with.</summary>
internal sealed class PostgresNotificationOutbox(NpgsqlDataSource dataSource) : INotificationOutbox
{
    private const string Rank = "array_position(array['info', 'warning', 'critical'], severity)";
    private const string NotBeingSent = "(leased_until is null or leased_until <= @now)";
    private const int LargestDigest = 50;

    // What was written just before e-mail was first switched on belongs to the start that switched it on.
    private static readonly TimeSpan StartGrace = TimeSpan.FromMinutes(1);

    public Task SetAsideAsync(
        string? provider, Severity? minimum, DateTimeOffset staleBefore, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
            async transaction =>
            {
                const string Lock = "select provider from trading.mail_channel for update";
                const string Notices = $"""
                    update trading.notifications
                    set delivery = case when not @off and at < @stale then 'stale' else 'skipped' end
                    where delivery = 'waiting' and (at < @before or {Rank} < @minimum)
                    """;
                const string Mails = $"""
                    update trading.mails
                    set state = 'failed', ended_at = @now, leased_until = null, error = concat_ws(' Last: ', @why, error)
                    where state = 'waiting' and {NotBeingSent} and (@off or created_at < @stale)
                    """;
                const string Channel = """
                    update trading.mail_channel
                    set provider = @provider, checked_at = @now,
                        paused_until = case when provider is not distinct from @provider then paused_until end,
                        error = case when provider is not distinct from @provider then error end,
                        error_at = case when provider is not distinct from @provider then error_at end
                    """;
                var connection = transaction.Connection!;
                var before = await connection.FirstAsync(Lock, new Args(), static row => row.Text("provider"), token);
                var isSwitchedOn = before is null && provider is not null;
                var args = new Args
                {
                    ["provider"] = provider,
                    ["off"] = provider is null,
                    ["minimum"] = minimum is { } least ? (int)least + 1 : int.MaxValue,
                    ["stale"] = staleBefore,
                    ["before"] = isSwitchedOn && now - StartGrace > staleBefore ? now - StartGrace : staleBefore,
                    ["now"] = now,
                    ["why"] = provider is null ? "E-mail was switched off before it was sent." : "Too old to be sent.",
                };
                await connection.ExecuteAsync(Notices, args, token);
                await connection.ExecuteAsync(Mails, args, token);
                return await connection.ExecuteAsync(Channel, args, token);
            },
            token);

    public Task ComposeAsync(bool withDigest, DateTimeOffset now, CancellationToken token) => dataSource.InTransactionAsync(
        async transaction =>
        {
            const string Lock = "select true as locked from trading.mail_channel for update";
            const string Urgent = """
                with urgent as materialized (
                    select id, at, gen_random_uuid() as mail from trading.notifications where delivery = 'waiting' and severity = 'critical'),
                made as (insert into trading.mails (id, severity, created_at, next_at) select mail, 'critical', at, @now from urgent)
                update trading.notifications notice set delivery = 'composed', mail_id = urgent.mail from urgent where notice.id = urgent.id
                """;
            const string Digest = """
                with rest as materialized (
                    select id, at, severity from trading.notifications
                    where delivery = 'waiting' and severity <> 'critical' order by id limit @largest),
                made as (
                    insert into trading.mails (severity, created_at, next_at)
                    select case when bool_or(severity = 'warning') then 'warning' else 'info' end, min(at), @now from rest
                    having count(*) > 0 and not exists (select from trading.mails where state = 'waiting' and severity <> 'critical')
                    returning id)
                update trading.notifications notice set delivery = 'composed', mail_id = made.id from made, rest where notice.id = rest.id
                """;
            var connection = transaction.Connection!;
            var args = new Args { ["now"] = now, ["largest"] = LargestDigest };
            await connection.FirstAsync(Lock, new Args(), static row => row.Value<bool>("locked"), token);
            await connection.ExecuteAsync(Urgent, args, token);
            return withDigest && await connection.ExecuteAsync(Digest, args, token) > 0;
        },
        token);

    public Task<OutgoingMail?> ClaimAsync(TimeSpan lease, int maxAttempts, DateTimeOffset now, CancellationToken token) =>
        dataSource.InTransactionAsync(
        async transaction =>
        {
            const string GiveUp = $"""
                update trading.mails
                set state = 'failed', ended_at = @now, leased_until = null, error = coalesce(error, 'No attempt came to an end.')
                where state = 'waiting' and attempts >= @max and {NotBeingSent}
                """;
            const string Claim = $"""
                with due as (
                    select id from trading.mails
                    where state = 'waiting' and next_at <= @now and {NotBeingSent}
                        and not exists (select from trading.mail_channel where paused_until > @now)
                    order by {Rank} desc, created_at, id limit 1
                    for update skip locked)
                update trading.mails mail set attempts = attempts + 1, leased_until = @until from due where mail.id = due.id
                returning mail.id, mail.attempts
                """;
            const string Notices = $"{PostgresNotificationStore.Select} where mail_id = @id order by id";
            var connection = transaction.Connection!;
            var args = new Args { ["now"] = now, ["until"] = now + lease, ["max"] = maxAttempts };
            await connection.ExecuteAsync(GiveUp, args, token);
            var claimed = await connection.ListAsync(
                Claim, args, static row => (Id: row.Value<Guid>("id"), Attempt: row.Value<int>("attempts")), token);
            if (claimed.Count == 0)
                return null;
            var notices = await connection.ListAsync(
                Notices, new Args { ["id"] = claimed[0].Id }, PostgresNotificationStore.Map, token);
            return new OutgoingMail(claimed[0].Id, claimed[0].Attempt, notices);
        },
        token);

    // Sent is sent, whoever has taken the mail again meanwhile.
    public Task MarkSentAsync(OutgoingMail mail, string? reference, string? caution, DateTimeOffset now, CancellationToken token) =>
        EndAsync(
        """
        update trading.mails set state = 'sent', ended_at = @now, leased_until = null, reference = @reference, error = @error
        where id = @id and state <> 'sent'
        """,
        "update trading.mail_channel set last_sent_at = @now, paused_until = null, error = @error, error_at = case when @error::text is not null then @now end",
        Of(mail, caution, now, ("reference", reference)),
        token);

    public Task RetryAsync(OutgoingMail mail, string error, DateTimeOffset nextAt, DateTimeOffset now, CancellationToken token) => EndAsync(
        """
        update trading.mails set leased_until = null, next_at = @next, error = @error
        where id = @id and state = 'waiting' and attempts = @attempt
        """,
        "update trading.mail_channel set error = @error, error_at = @now",
        Of(mail, error, now, ("next", nextAt)),
        token);

    public Task PauseAsync(OutgoingMail mail, string error, DateTimeOffset until, DateTimeOffset now, CancellationToken token) => EndAsync(
        """
        update trading.mails set leased_until = null, next_at = @until, attempts = attempts - 1, error = @error
        where id = @id and state = 'waiting' and attempts = @attempt
        """,
        "update trading.mail_channel set paused_until = greatest(paused_until, @until), error = @error, error_at = @now",
        Of(mail, error, now, ("until", until)),
        token);

    public Task GiveUpAsync(OutgoingMail mail, string error, DateTimeOffset now, CancellationToken token) => EndAsync(
        """
        update trading.mails set state = 'failed', ended_at = @now, leased_until = null, error = @error
        where id = @id and state = 'waiting' and attempts = @attempt
        """,
        "update trading.mail_channel set error = @error, error_at = @now",
        Of(mail, error, now),
        token);

    public async Task<EmailState> ReadStateAsync(DateTimeOffset now, CancellationToken token)
    {
        const string Read = $"""
            select channel.*,
                (select count(*) from trading.mails where state = 'sent' and ended_at > @hour)
                    + (select count(*) from trading.mails where state = 'waiting' and leased_until > @now) as used,
                (select count(*) from trading.mails where state = 'waiting') as waiting,
                (select min(created_at) from trading.mails where state = 'waiting') as oldest,
                (select count(*) from trading.mails where state = 'failed' and ended_at > @day) as given_up,
                (select severity from trading.mails
                    where (state = 'failed' and ended_at > @day) or (state = 'waiting' and error is not null)
                    order by {Rank} desc limit 1) as trouble
            from trading.mail_channel channel
            """;
        var args = new Args { ["now"] = now, ["hour"] = now.AddHours(-1), ["day"] = now.AddDays(-1) };
        await using var connection = await dataSource.OpenConnectionAsync(token);
        return await connection.FirstAsync(Read, args, MapState, token)
            ?? throw new InvalidOperationException("trading.mail_channel has lost its row.");
    }

    private static Args Of(OutgoingMail mail, string? error, DateTimeOffset now, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var args = new Args { ["id"] = mail.Id, ["attempt"] = mail.Attempt, ["error"] = error, ["now"] = now };
        foreach (var (name, value) in more)
            args[name] = value;
        return args;
    }

    private Task<int> EndAsync(string mail, string channel, Args args, CancellationToken token) => dataSource.InTransactionAsync(
        async transaction =>
        {
            await transaction.Connection!.ExecuteAsync(mail, args, token);
            return await transaction.Connection!.ExecuteAsync(channel, args, token);
        },
        token);

    private static EmailState MapState(NpgsqlDataReader row) => new()
    {
        Provider = row.Text("provider"),
        CheckedAt = row.Nullable<DateTimeOffset>("checked_at"),
        LastSentAt = row.Nullable<DateTimeOffset>("last_sent_at"),
        PausedUntil = row.Nullable<DateTimeOffset>("paused_until"),
        Error = row.Text("error"),
        ErrorAt = row.Nullable<DateTimeOffset>("error_at"),
        UsedInLastHour = (int)row.Value<long>("used"),
        Waiting = (int)row.Value<long>("waiting"),
        OldestWaitingAt = row.Nullable<DateTimeOffset>("oldest"),
        GivenUp = (int)row.Value<long>("given_up"),
        GravestTrouble = row.Text("trouble") is { } trouble ? EnumNames.Parse<Severity>(trouble) : null,
    };
}
