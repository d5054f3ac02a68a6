using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Infrastructure.Postgres.Notifications;

namespace TradingBot.Infrastructure.Tests.Postgres;

public sealed class PostgresNotificationStoreTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly PostgresNotificationStore _notices = new(database.Source);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await database.ExecuteAsync("truncate trading.notifications");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Notice_said_once_is_written_once()
    {
        var notice = new Notification(Severity.Critical, "stopMissing", "Stop missing", "BTCUSDT", new TradeId(Guid.Parse("00000000-0000-0000-0000-00000000000a")), "trend", "stop-1");

        await _notices.NotifyAsync(notice, Now, Token);
        await _notices.NotifyAsync(notice, Now.AddSeconds(1), Token);

        var record = Assert.Single((await _notices.ListAsync(new PageRequest(), Token)).Items);
        Assert.Equal(notice, record.Notification);
        Assert.Equal(Now, record.At);
    }

    [Fact]
    public async Task Notices_page_newest_first_without_gap_or_repeat_while_new_ones_arrive()
    {
        for (var i = 0; i < 7; i++)
            await _notices.NotifyAsync(new Notification(Severity.Info, "n", $"{i}", string.Empty), Now, Token);

        var first = await _notices.ListAsync(new PageRequest(3), Token);
        await _notices.NotifyAsync(new Notification(Severity.Info, "n", "late", string.Empty), Now, Token);
        var second = await _notices.ListAsync(new PageRequest(3, first.Next), Token);
        var third = await _notices.ListAsync(new PageRequest(3, second.Next), Token);

        Assert.Equal(
            ["6", "5", "4", "3", "2", "1", "0"],
            first.Items.Concat(second.Items).Concat(third.Items).Select(static record => record.Notification.Subject));
        Assert.Null(third.Next);
    }
}
