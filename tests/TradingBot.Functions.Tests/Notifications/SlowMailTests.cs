using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Notifications;
using TradingBot.Functions.Tests.Api;

namespace TradingBot.Functions.Tests.Notifications;

/// <summary>Mail systems that take their time: from when the next attempt, and another process, count it.</summary>
public sealed class SlowMailTests(ApiFixture fixture) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeEmailSender _courier = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await fixture.ExecuteAsync("""
        truncate trading.notifications, trading.mails;
        update trading.mail_channel set provider = 'Smtp', checked_at = null, last_sent_at = null, paused_until = null, error = null,
            error_at = null
        """);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Mail_system_that_does_not_answer_within_a_minute_is_asked_again_with_the_same_mail()
    {
        await using var post = With();
        await post.TellAsync(Severity.Critical, "naked");
        _courier.Way = async token =>
        {
            _time.Advance(TimeSpan.FromSeconds(59.9));
            Assert.False(token.IsCancellationRequested);
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
        };

        await post.RunAsync().WaitAsync(TimeSpan.FromSeconds(20), Token);

        var state = await post.Outbox.ReadStateAsync(_time.GetUtcNow(), Token);
        Assert.Equal("The mail system did not answer within 60 seconds.", state.Error);
        _courier.Way = static _ => Task.CompletedTask;
        await post.RunAfterAsync(TimeSpan.FromSeconds(15));
        Assert.Equal([Delivery.Sent], await post.DeliveriesAsync());
        Assert.Equal(_courier.Given[0], _courier.Given[1]);
    }

    [Fact]
    public async Task Mail_system_that_takes_nothing_is_asked_once_a_run()
    {
        await using var post = With();
        _courier.Answer = static _ => new EmailOutcome.Failed("server down");
        await post.TellAsync(Severity.Critical, "one");
        await post.TellAsync(Severity.Critical, "two");

        await post.RunAsync();

        Assert.Single(_courier.Given);
    }

    [Fact]
    public async Task Pause_before_the_next_attempt_begins_with_the_answer_and_not_with_the_question()
    {
        await using var post = With();
        await post.TellAsync(Severity.Critical, "naked");
        _courier.Way = Takes(50);
        _courier.Answer = static _ => new EmailOutcome.Failed("server down");

        await post.RunAsync();
        await post.RunAfterAsync(TimeSpan.FromSeconds(14.9));
        Assert.Single(_courier.Given);
        await post.RunAfterAsync(TimeSpan.FromSeconds(0.1));

        Assert.Equal(2, _courier.Given.Count);
    }

    [Fact]
    public async Task Second_mail_of_a_run_is_left_to_it_for_two_minutes_from_when_its_turn_came()
    {
        await using var post = With();
        await post.TellAsync(Severity.Critical, "first");
        _time.Advance(TimeSpan.FromSeconds(1));
        await post.TellAsync(Severity.Critical, "second");
        _courier.Way = Takes(50);
        _courier.Answer = mail => mail.Subject.Contains("first", StringComparison.Ordinal)
            ? new EmailOutcome.Sent(null)
            : throw new InvalidOperationException("The bot dies here.");
        await Assert.ThrowsAsync<InvalidOperationException>(post.RunAsync);
        _courier.Answer = static _ => new EmailOutcome.Sent(null);

        await post.RunAfterAsync(TimeSpan.FromSeconds(69.9));
        Assert.Equal(2, _courier.Given.Count);
        await post.RunAfterAsync(TimeSpan.FromSeconds(0.1));

        Assert.Equal(3, _courier.Given.Count);
        Assert.Equal([Delivery.Sent, Delivery.Sent], await post.DeliveriesAsync());
    }

    [Fact]
    public async Task Mail_that_was_taken_for_some_only_is_sent_and_its_caution_told()
    {
        await using var post = With();
        await post.TellAsync(Severity.Critical, "naked");
        _courier.Answer = static _ => new EmailOutcome.Sent("reference-1", "two@example.com was refused.");

        await post.RunAsync();

        Assert.Equal([Delivery.Sent], await post.DeliveriesAsync());
        Assert.Equal("reference-1", await fixture.ScalarAsync<string>("select reference from trading.mails"));
        Assert.Contains("two@example.com was refused.", (await post.HealthAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_sends_ten_mails_and_leaves_the_others_to_the_next()
    {
        await using var post = With();
        for (var i = 0; i < 11; i++)
            await post.TellAsync(Severity.Critical, $"{i}");

        await post.RunAsync();
        Assert.Equal(10, _courier.Given.Count);
        await post.RunAsync();

        Assert.Equal(11, _courier.Given.Count);
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(24.01, false)]
    public async Task Notice_of_the_last_day_is_mailed_and_an_older_one_is_stale(double hours, bool isMailed)
    {
        await using var post = With();
        await post.TellAsync(Severity.Critical, "naked");

        await post.RunAfterAsync(TimeSpan.FromHours(hours));

        Assert.Equal([isMailed ? Delivery.Sent : Delivery.Stale], await post.DeliveriesAsync());
    }

    private Func<CancellationToken, Task> Takes(double seconds) => _ =>
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return Task.CompletedTask;
    };

    private MailFixture With() => new(
        fixture.Source, _time, _courier,
        ("Email:Provider", "Smtp"), ("Email:From", "bot@example.com"), ("Email:To", "trader@example.com"),
        ("Email:Smtp:Host", "127.0.0.1"), ("Email:Smtp:Security", "None"));
}
