using System.Text;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using TradingBot.Core.Notifications;
using TradingBot.Functions.Api.Operations;
using TradingBot.Functions.Tests.Api;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Notifications;

public sealed class NotificationDispatcherTests(ApiFixture fixture) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private static readonly (string, string)[] Azure =
    [
        ("Email:Provider", "AzureCommunication"), ("Email:From", "bot@example.com"), ("Email:To", "trader@example.com"),
        ("Email:AzureCommunication:Endpoint", "https://acs.example.com"),
    ];

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeEmailSender _courier = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // As if e-mail had been on for long.
    public async ValueTask InitializeAsync() => await fixture.ExecuteAsync("""
        truncate trading.notifications, trading.mails;
        update trading.mail_channel set provider = 'AzureCommunication', checked_at = null, last_sent_at = null, paused_until = null, error = null, error_at = null
        """);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Notices_reach_a_mailbox_gravest_first_and_the_lesser_ones_in_one_mail()
    {
        await using var server = new SmtpServer();
        await using var post = new MailFixture(fixture.Source, _time, null, MailFixture.Through(server));
        await post.TellAsync(Severity.Info, "first");
        await post.TellAsync(Severity.Warning, "second <b>", "Fees & more.");
        await post.TellAsync(Severity.Critical, "third");

        await post.RunAsync();
        await post.RunAfterAsync(TimeSpan.FromMinutes(5));

        var mails = server.Mails.Select(static mail => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(mail)))).ToArray();
        Assert.Equal(2, mails.Length);
        Assert.Equal("[TradingBot paper] CRITICAL: third", mails[0].Subject);
        Assert.Equal("[TradingBot paper] second <b> (and 1 more)", mails[1].Subject);
        Assert.Contains("Info: first", mails[1].TextBody, StringComparison.Ordinal);
        Assert.Contains("second &lt;b&gt;", mails[1].HtmlBody, StringComparison.Ordinal);
        Assert.Equal([Delivery.Sent, Delivery.Sent, Delivery.Sent], await post.DeliveriesAsync());
        Assert.Equal(HealthStatus.Healthy, (await post.HealthAsync()).Status);
    }

    [Fact]
    public async Task Mail_of_lesser_notices_is_as_grave_as_the_gravest_of_them()
    {
        await using var post = With();
        _courier.Answer = static _ => new EmailOutcome.Failed("server down");
        await post.TellAsync(Severity.Info, "first");
        await post.TellAsync(Severity.Warning, "second");

        await post.RunAsync();
        await post.RunAfterAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(Severity.Warning, (await post.Outbox.ReadStateAsync(_time.GetUtcNow(), Token)).GravestTrouble);
    }

    [Fact]
    public async Task Mail_sent_but_not_noted_is_repeated_once_with_the_same_id()
    {
        await using var post = With();
        await post.TellAsync(Severity.Info, "opened");
        _courier.Answer = static _ => throw new InvalidOperationException("The bot dies here.");
        await Assert.ThrowsAsync<InvalidOperationException>(post.RunAsync);
        _courier.Answer = static _ => new EmailOutcome.Sent(null);
        await post.TellAsync(Severity.Info, "later");

        await post.RunAsync();
        Assert.Single(_courier.Given);
        await post.RunAfterAsync(TimeSpan.FromMinutes(2));
        await post.RunAfterAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(_courier.Given[0], _courier.Given[1]);
        Assert.DoesNotContain(_courier.Given.Skip(2), mail => mail.Text.Contains("opened", StringComparison.Ordinal));
        Assert.All(await post.DeliveriesAsync(), static delivery => Assert.Equal(Delivery.Sent, delivery));
    }

    [Fact]
    public async Task Attempts_are_spaced_ever_wider_and_end()
    {
        await using var post = With();
        _courier.Answer = static _ => new EmailOutcome.Failed("server down");
        await post.TellAsync(Severity.Critical, "naked");
        var begun = _time.GetUtcNow();
        var attempts = new List<double>();
        for (var i = 0; i < 640; i++)
        {
            var before = _courier.Given.Count;
            await post.RunAsync();
            if (_courier.Given.Count > before)
                attempts.Add((_time.GetUtcNow() - begun).TotalSeconds);
            _time.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.Equal([0, 15, 45, 105, 225, 465, 945, 1905, 3705, 5505, 7305, 9105], attempts);
        Assert.Equal([Delivery.Failed], await post.DeliveriesAsync());
        var health = await post.HealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("server down", health.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_that_is_ended_while_a_mail_is_on_its_way_ends_at_once_and_blames_nobody()
    {
        await using var post = With();
        using var ended = new CancellationTokenSource();
        _courier.Way = async token =>
        {
            await ended.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
        };
        await post.TellAsync(Severity.Critical, "naked");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => post.RunUntilAsync(ended.Token).WaitAsync(TimeSpan.FromSeconds(20), Token));

        Assert.Null((await post.Outbox.ReadStateAsync(_time.GetUtcNow(), Token)).Error);
        _courier.Way = static _ => Task.CompletedTask;
        await post.RunAfterAsync(TimeSpan.FromMinutes(2));
        Assert.Equal([Delivery.Sent], await post.DeliveriesAsync());
    }

    [Fact]
    public async Task Mail_that_is_on_its_way_when_the_run_ends_is_noted_as_sent()
    {
        await using var post = With();
        using var ended = new CancellationTokenSource();
        _courier.Way = _ => ended.CancelAsync();
        await post.TellAsync(Severity.Critical, "naked");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post.RunUntilAsync(ended.Token));

        Assert.Equal([Delivery.Sent], await post.DeliveriesAsync());
    }

    [Fact]
    public async Task Throttled_provider_is_left_alone_by_critical_mails_too()
    {
        await using var post = With();
        _courier.Answer = static _ => new EmailOutcome.Throttled("slow down", TimeSpan.FromMinutes(10));
        await post.TellAsync(Severity.Info, "one");
        await post.RunAsync();
        _courier.Answer = static _ => new EmailOutcome.Sent(null);
        await post.TellAsync(Severity.Critical, "two");

        await post.RunAfterAsync(TimeSpan.FromMinutes(9));
        Assert.Single(_courier.Given);
        Assert.Contains("12:10:00", (await post.HealthAsync()).Message, StringComparison.Ordinal);
        await post.RunAfterAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("two", _courier.Given[1].Subject, StringComparison.Ordinal);
        Assert.Equal([Delivery.Sent, Delivery.Sent], await post.DeliveriesAsync());
    }

    [Fact]
    public async Task Busy_hour_stays_within_the_allowance_and_loses_no_notice()
    {
        await using var post = With();
        for (var i = 0; i < 360; i++)
        {
            await post.TellAsync(Severity.Info, $"#{i}#");
            await post.RunAsync();
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.InRange(_courier.Given.Count, 5, 8);
        for (var i = 0; i < 12; i++)
            await post.RunAfterAsync(TimeSpan.FromMinutes(15));
        Assert.All(
            Enumerable.Range(0, 360), i => Assert.Single(_courier.Given, mail => mail.Text.Contains($"#{i}#", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Critical_mails_go_out_when_the_allowance_is_used_up()
    {
        await using var post = With();
        for (var i = 0; i < 12; i++)
        {
            await post.TellAsync(Severity.Critical, $"critical {i}");
            await post.RunAsync();
        }

        await post.TellAsync(Severity.Info, "can wait");
        await post.RunAsync();

        Assert.Equal(12, _courier.Given.Count);
    }

    [Fact]
    public async Task Nothing_from_before_e_mail_was_switched_on_is_mailed()
    {
        await using (var off = new MailFixture(fixture.Source, _time))
        {
            await off.TellAsync(Severity.Critical, "before");
            await off.RunAsync();
            Assert.Equal("E-mail is switched off (Email:Provider); notices are on the dashboard only.", (await off.HealthAsync()).Message);
            await off.TellAsync(Severity.Critical, "written after the last look");
        }

        _time.Advance(TimeSpan.FromMinutes(5));
        await using var post = With();
        await post.TellAsync(Severity.Info, "after");
        await post.RunAsync();

        Assert.Contains("after", Assert.Single(_courier.Given).Subject, StringComparison.Ordinal);
        Assert.Equal([Delivery.Skipped, Delivery.Skipped, Delivery.Sent], await post.DeliveriesAsync());
    }

    [Theory]
    [InlineData("info")]
    [InlineData("critical")]
    public async Task Without_e_mail_no_notice_waits_however_grave_it_is_and_whatever_would_be_mailed(string minimum)
    {
        await using var off = new MailFixture(fixture.Source, _time, null, ("Email:MinimumSeverity", minimum));
        foreach (var severity in Enum.GetValues<Severity>())
            await off.TellAsync(severity, "notice");

        await off.RunAsync();

        Assert.Equal([Delivery.Skipped, Delivery.Skipped, Delivery.Skipped], await off.DeliveriesAsync());
    }

    [Fact]
    public async Task Stale_and_too_light_notices_are_marked_instead_of_mailed()
    {
        await using var post = With(("Email:MinimumSeverity", "warning"));
        await post.TellAsync(Severity.Warning, "yesterday");
        _time.Advance(TimeSpan.FromHours(25));
        await post.TellAsync(Severity.Info, "light");
        await post.TellAsync(Severity.Warning, "now");

        await post.RunAsync();

        Assert.Contains("now", Assert.Single(_courier.Given).Subject, StringComparison.Ordinal);
        Assert.Equal([Delivery.Stale, Delivery.Skipped, Delivery.Sent], await post.DeliveriesAsync());
    }

    [Fact]
    public async Task Refused_mail_is_given_up_at_once_and_does_not_hold_up_the_next()
    {
        await using var post = With();
        _courier.Answer = static mail => mail.Subject.Contains("bad", StringComparison.Ordinal)
            ? new EmailOutcome.Refused("no such sender")
            : new EmailOutcome.Sent(null);
        await post.TellAsync(Severity.Critical, "bad");
        await post.TellAsync(Severity.Critical, "good");

        await post.RunAsync();

        Assert.Equal([Delivery.Failed, Delivery.Sent], await post.DeliveriesAsync());
        Assert.Equal(HealthStatus.Unhealthy, (await post.HealthAsync()).Status);
    }

    [Fact]
    public async Task Mail_that_was_given_up_is_unhealthy_for_a_day()
    {
        await using var post = With();
        _courier.Answer = static _ => new EmailOutcome.Failed("server down");
        await post.TellAsync(Severity.Critical, "naked");
        for (var i = 0; i < 640; i++)
            await post.RunAfterAsync(TimeSpan.FromSeconds(15));
        Assert.Equal([Delivery.Failed], await post.DeliveriesAsync());
        _courier.Answer = static _ => new EmailOutcome.Sent(null);

        // Given up 9105 s after the first attempt; now it is 9600 s after it.
        await post.RunAfterAsync(TimeSpan.FromSeconds(86_400 - 9_600 + 9_105 - 15));
        Assert.Contains("1 mails of the last day were given up", (await post.HealthAsync()).Message, StringComparison.Ordinal);
        await post.RunAfterAsync(TimeSpan.FromSeconds(30));

        Assert.DoesNotContain("given up", (await post.HealthAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_never_take_the_same_mail()
    {
        await using var post = With();
        for (var i = 0; i < 20; i++)
            await post.TellAsync(Severity.Critical, $"{i}");
        await post.Outbox.ComposeAsync(withDigest: true, _time.GetUtcNow(), Token);

        var taken = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => Task.Run(() => post.Outbox.ClaimAsync(TimeSpan.FromMinutes(2), 12, _time.GetUtcNow(), Token))));

        var ids = taken.OfType<OutgoingMail>().Select(static mail => mail.Id).ToList();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    private MailFixture With(params (string, string)[] more) => new(fixture.Source, _time, _courier, [.. Azure, .. more]);
}
