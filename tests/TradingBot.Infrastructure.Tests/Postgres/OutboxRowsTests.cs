using Npgsql;
using TradingBot.Core.Notifications;
using TradingBot.Infrastructure.Postgres.Notifications;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>Mails and the way they are sent, as rows: what each step writes, and of which mail alone.</summary>
public sealed class OutboxRowsTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly PostgresNotificationStore _notices = new(database.Source);
    private readonly PostgresNotificationOutbox _outbox = new(database.Source);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await database.ExecuteAsync("""
        truncate trading.notifications, trading.mails;
        update trading.mail_channel
        set provider = 'Smtp', checked_at = null, last_sent_at = null, paused_until = null, error = null, error_at = null
        """);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Sent_mail_ends_with_its_reference_and_clears_the_way()
    {
        var (mail, other) = await TwoMailsAsync();
        await _outbox.PauseAsync(other, "wait", At(600), At(1), Token);

        await _outbox.MarkSentAsync(mail, "reference", "one refused", At(2), Token);
        await _outbox.MarkSentAsync(mail, "again", caution: null, At(3), Token);

        Assert.Equal("sent 1 - @2 reference 'one refused', waiting 0 - - - 'wait'", await MailsAsync());
        Assert.Equal(
            new EmailState
            {
                Provider = "Smtp",
                LastSentAt = At(3),
                UsedInLastHour = 1,
                Waiting = 1,
                OldestWaitingAt = At(-1),
                GivenUp = 0,
                GravestTrouble = Severity.Critical
            },
            await _outbox.ReadStateAsync(At(4), Token));
        await _outbox.MarkSentAsync(other, reference: null, "a caution", At(5), Token);
        var state = await _outbox.ReadStateAsync(At(5), Token);
        Assert.Equal(("a caution", At(5), At(5)), (state.Error, state.ErrorAt, state.LastSentAt));
    }

    /// <summary>The hour is that of the sending: after an outage of a day no flood may follow.</summary>
    [Theory]
    [InlineData(86_400, 86_400 + 3_599, 1)]
    [InlineData(86_400, 86_400 + 3_600, 0)]
    public async Task Mail_that_waited_for_a_day_is_one_of_the_hour_in_which_it_was_sent(int sent, int asked, int used)
    {
        var (mail, _) = await TwoMailsAsync();

        await _outbox.MarkSentAsync(mail, reference: null, caution: null, At(sent), Token);

        Assert.Equal(used, (await _outbox.ReadStateAsync(At(asked), Token)).UsedInLastHour);
    }

    [Fact]
    public async Task Mail_that_failed_waits_for_its_next_attempt_and_the_way_says_why()
    {
        var (mail, other) = await TwoMailsAsync();

        await _outbox.RetryAsync(mail with { Attempt = 2 }, "of an attempt before", At(20), At(1), Token);
        await _outbox.RetryAsync(mail, "server down", At(30), At(2), Token);

        Assert.Equal("waiting 1 - - - 'server down', waiting 1 @120 - - -", await MailsAsync());
        var state = await _outbox.ReadStateAsync(At(3), Token);
        Assert.Equal(("server down", At(2), 1, 2), (state.Error, state.ErrorAt, state.UsedInLastHour, state.Waiting));
        Assert.Equal(At(-2), state.OldestWaitingAt);
        Assert.Null(await ClaimAsync(29));
        Assert.Equal((mail.Id, 2), await ClaimAsync(30));
        Assert.Equal((other.Id, 2), await ClaimAsync(120));
    }

    [Fact]
    public async Task Pause_puts_the_attempt_back_and_holds_every_mail()
    {
        var (mail, _) = await TwoMailsAsync();

        await _outbox.PauseAsync(mail with { Attempt = 2 }, "of an attempt before", At(10), At(1), Token);
        await _outbox.PauseAsync(mail, "wait", At(300), At(2), Token);

        Assert.Equal("waiting 0 - - - 'wait', waiting 1 @120 - - -", await MailsAsync());
        var state = await _outbox.ReadStateAsync(At(3), Token);
        Assert.Equal(("wait", At(2), At(300)), (state.Error, state.ErrorAt, state.PausedUntil));
        Assert.Null(await ClaimAsync(299));
        Assert.Equal((mail.Id, 1), await ClaimAsync(300));
    }

    [Fact]
    public async Task Mail_that_is_given_up_has_failed_for_good()
    {
        var (mail, _) = await TwoMailsAsync();

        await _outbox.GiveUpAsync(mail with { Attempt = 2 }, "of an attempt before", At(1), Token);
        await _outbox.GiveUpAsync(mail, "no such sender", At(2), Token);
        await _outbox.GiveUpAsync(mail, "again", At(3), Token);
        await _outbox.RetryAsync(mail, "again", At(4), At(4), Token);
        await _outbox.PauseAsync(mail, "again", At(4), At(4), Token);

        Assert.Equal("failed 1 - @2 - 'no such sender', waiting 1 @120 - - -", await MailsAsync());
        Assert.Equal(1, (await _outbox.ReadStateAsync(At(5), Token)).GivenUp);
        Assert.Equal(1, (await _outbox.ReadStateAsync(At(1).AddDays(1), Token)).GivenUp);
        Assert.Equal(0, (await _outbox.ReadStateAsync(At(2).AddDays(1), Token)).GivenUp);
    }

    [Fact]
    public async Task Attempt_whose_lease_ended_says_nothing_of_the_mail_that_another_one_sends()
    {
        var (mail, _) = await TwoMailsAsync();
        Assert.Equal((mail.Id, 2), await ClaimAsync(120));

        await _outbox.RetryAsync(mail, "late", At(130), At(121), Token);
        await _outbox.PauseAsync(mail, "late", At(130), At(122), Token);
        await _outbox.GiveUpAsync(mail, "late", At(123), Token);

        Assert.Equal("waiting 2 @240 - - -, waiting 1 @120 - - -", await MailsAsync());
    }

    [Fact]
    public async Task Mail_whose_last_attempt_never_came_to_an_end_is_given_up_when_its_lease_is_over()
    {
        var (mail, _) = await TwoMailsAsync();
        await database.ExecuteAsync($"update trading.mails set attempts = 5 where id = '{mail.Id}'");

        Assert.Null(await _outbox.ClaimAsync(Lease, 5, At(119), Token));
        Assert.Equal("waiting 5 @120 - - -, waiting 1 @120 - - -", await MailsAsync());
        await _outbox.ClaimAsync(Lease, 5, At(120), Token);

        Assert.Equal("failed 5 - @120 - 'No attempt came to an end.', waiting 2 @240 - - -", await MailsAsync());
    }

    [Fact]
    public async Task Mail_that_is_being_sent_is_one_of_the_hour_until_its_lease_is_over()
    {
        await TwoMailsAsync();

        Assert.Equal(2, (await _outbox.ReadStateAsync(At(119), Token)).UsedInLastHour);
        Assert.Equal(0, (await _outbox.ReadStateAsync(At(120), Token)).UsedInLastHour);
    }

    [Fact]
    public async Task Mail_that_another_process_takes_this_moment_is_left_to_it_and_the_next_one_taken()
    {
        await TellAsync(Severity.Critical, -2);
        await TellAsync(Severity.Critical, -1);
        await _outbox.ComposeAsync(withDigest: false, Now, Token);
        await using var connection = await database.Source.OpenConnectionAsync(Token);
        await using var other = await connection.BeginTransactionAsync(Token);
        await using var take = new NpgsqlCommand("select from trading.mails order by created_at limit 1 for update", connection);
        await take.ExecuteNonQueryAsync(Token);

        var mail = await _outbox.ClaimAsync(Lease, 5, Now, Token).WaitAsync(TimeSpan.FromSeconds(15), Token);

        Assert.Equal([At(-1)], mail!.Notices.Select(static notice => notice.At));
    }

    [Fact]
    public async Task Critical_mail_goes_first_then_the_oldest()
    {
        await TellAsync(Severity.Info, -9);
        await _outbox.ComposeAsync(withDigest: true, Now, Token);
        await TellAsync(Severity.Critical, -1);
        await TellAsync(Severity.Critical, -2);
        await _outbox.ComposeAsync(withDigest: false, Now, Token);

        var claimed = new List<DateTimeOffset>();
        while (await _outbox.ClaimAsync(Lease, 5, Now, Token) is { } mail)
            claimed.Add(Assert.Single(mail.Notices).At);

        Assert.Equal([At(-2), At(-1), At(-9)], claimed);
    }

    [Fact]
    public async Task Digest_holds_the_fifty_oldest_lesser_notices_in_order_and_one_waits_at_a_time()
    {
        for (var number = 0; number < 52; number++)
            await TellAsync(number == 7 ? Severity.Warning : Severity.Info, number - 100);

        await _outbox.ComposeAsync(withDigest: false, Now, Token);
        Assert.Equal("", await MailsAsync());
        await _outbox.ComposeAsync(withDigest: true, Now, Token);
        await _outbox.ComposeAsync(withDigest: true, Now, Token);

        var mail = (await _outbox.ClaimAsync(Lease, 5, Now, Token))!;
        Assert.Equal(Enumerable.Range(0, 50).Select(static number => At(number - 100)), mail.Notices.Select(static notice => notice.At));
        Assert.Null(await _outbox.ClaimAsync(Lease, 5, Now, Token));
        Assert.Equal(
            "warning @-100 @0", await database.ScalarAsync<string>($"""
                select concat_ws(' ', severity, '@' || extract(epoch from created_at - '{Now:O}')::int, '@' || extract(epoch from next_at - '{Now:O}')::int)
                from trading.mails
                """));
        await _outbox.MarkSentAsync(mail, null, null, At(1), Token);
        await _outbox.ComposeAsync(withDigest: true, At(2), Token);
        Assert.Equal(2, (await _outbox.ClaimAsync(Lease, 5, At(2), Token))!.Notices.Count);
    }

    [Fact]
    public async Task Other_way_to_the_mailbox_begins_without_pause_and_error_and_the_same_one_keeps_them()
    {
        var (mail, _) = await TwoMailsAsync();
        await _outbox.PauseAsync(mail, "wait", At(300), At(1), Token);

        await _outbox.SetAsideAsync("Smtp", Severity.Info, Now.AddDays(-1), At(2), Token);
        var same = await _outbox.ReadStateAsync(At(2), Token);
        await _outbox.SetAsideAsync("AzureCommunication", Severity.Info, Now.AddDays(-1), At(3), Token);
        var other = await _outbox.ReadStateAsync(At(3), Token);

        Assert.Equal(
            ("Smtp", At(2), At(300), "wait", At(1)), (same.Provider, same.CheckedAt, same.PausedUntil, same.Error, same.ErrorAt));
        Assert.Equal(
            ("AzureCommunication", At(3), null, null, null),
            (other.Provider, other.CheckedAt, other.PausedUntil, other.Error, other.ErrorAt));
    }

    [Theory]
    [InlineData("Smtp", "Too old to be sent. Last: server down")]
    [InlineData(null, "E-mail was switched off before it was sent. Last: server down")]
    public async Task Mail_that_is_not_being_sent_is_set_aside_with_why_and_what_went_wrong_last(string? provider, string error)
    {
        var (mail, _) = await TwoMailsAsync();
        await _outbox.RetryAsync(mail, "server down", At(30), At(1), Token);

        // Of the two the first is written two seconds before, the other one.
        await _outbox.SetAsideAsync(provider, provider is null ? null : Severity.Info, At(-1), At(2), Token);

        Assert.Equal($"failed 1 - @2 - '{error}', waiting 1 @120 - - -", await MailsAsync());
    }

    [Fact]
    public async Task Gravest_trouble_is_that_of_the_mails_that_failed_within_a_day_or_wait_after_a_failure()
    {
        await database.ExecuteAsync($"""
            insert into trading.mails (severity, created_at, next_at, state, ended_at, error)
            values ('critical', '{Now:O}', '{Now:O}', 'waiting', null, null), ('info', '{Now:O}', '{Now:O}', 'failed', '{Now:O}', 'Down.')
            """);

        Assert.Equal(Severity.Info, await TroubleAsync(Now.AddDays(1).AddSeconds(-1)));
        Assert.Null(await TroubleAsync(Now.AddDays(1)));
        await database.ExecuteAsync("update trading.mails set error = 'Down.' where state = 'waiting'");
        Assert.Equal(Severity.Critical, await TroubleAsync(Now.AddSeconds(1)));
        Assert.Equal(Severity.Critical, await TroubleAsync(Now.AddDays(1)));

        async Task<Severity?> TroubleAsync(DateTimeOffset now) => (await _outbox.ReadStateAsync(now, Token)).GravestTrouble;
    }

    private async Task<(OutgoingMail Mail, OutgoingMail Other)> TwoMailsAsync()
    {
        await TellAsync(Severity.Critical, -2);
        await TellAsync(Severity.Critical, -1);
        await _outbox.ComposeAsync(withDigest: false, Now, Token);
        return ((await _outbox.ClaimAsync(Lease, 5, Now, Token))!, (await _outbox.ClaimAsync(Lease, 5, Now, Token))!);
    }

    private async Task<(Guid Id, int Attempt)?> ClaimAsync(int second) =>
        await _outbox.ClaimAsync(Lease, 5, At(second), Token) is { } mail ? (mail.Id, mail.Attempt) : null;

    private Task TellAsync(Severity severity, int second) =>
        _notices.NotifyAsync(new Notification(severity, "test", "Subject", "Body."), At(second), Token);

    /// <summary>State, attempts, end of the lease, end, reference and error of each mail, oldest first.</summary>
    private Task<string> MailsAsync() => database.ScalarAsync<string>($"""
        select coalesce(string_agg(concat_ws(' ', state, attempts,
            coalesce('@' || extract(epoch from leased_until - '{Now:O}')::int, '-'),
            coalesce('@' || extract(epoch from ended_at - '{Now:O}')::int, '-'),
            coalesce(reference, '-'),
            coalesce('''' || error || '''', '-')), ', ' order by created_at), '')
        from trading.mails
        """);

    private static DateTimeOffset At(int second) => Now.AddSeconds(second);
}
