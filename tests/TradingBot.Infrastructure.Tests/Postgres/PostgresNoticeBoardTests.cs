using System.Text.Json.Nodes;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Infrastructure.Postgres.Operations;

namespace TradingBot.Infrastructure.Tests.Postgres;

public sealed class PostgresNoticeBoardTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Discrepancy MissingStop =
        new("stopMissing", Category.Linear, Symbol.Parse("BTCUSDT"), new TradeId(Guid.Parse("00000000-0000-0000-0000-00000000000a")), "No stop stands.", true);
    private static readonly Discrepancy Stranger = new(
        "unknownPosition", Category.Linear, Symbol.Parse("ETHUSDT"), null, "A position nobody opened.", false);

    private readonly PostgresNoticeBoard _board = new(database.Source);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        await database.ExecuteAsync("truncate trading.notifications, trading.discrepancies, trading.audit");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Notice_said_once_is_written_once()
    {
        var notice = new Notification(Severity.Critical, "stopMissing", "Stop missing", "BTCUSDT", MissingStop.TradeId, "trend", "stop-1");

        await _board.NotifyAsync(notice, Now, Token);
        await _board.NotifyAsync(notice, Now.AddSeconds(1), Token);

        var record = Assert.Single((await _board.ListNotificationsAsync(new PageRequest(), Token)).Items);
        Assert.Equal(notice, record.Notification);
        Assert.Equal(Now, record.At);
    }

    [Fact]
    public async Task Notices_page_newest_first_without_gap_or_repeat_while_new_ones_arrive()
    {
        for (var i = 0; i < 7; i++)
            await _board.NotifyAsync(new Notification(Severity.Info, "n", $"{i}", string.Empty), Now, Token);

        var first = await _board.ListNotificationsAsync(new PageRequest(3), Token);
        await _board.NotifyAsync(new Notification(Severity.Info, "n", "late", string.Empty), Now, Token);
        var second = await _board.ListNotificationsAsync(new PageRequest(3, first.Next), Token);
        var third = await _board.ListNotificationsAsync(new PageRequest(3, second.Next), Token);

        Assert.Equal(
            ["6", "5", "4", "3", "2", "1", "0"],
            first.Items.Concat(second.Items).Concat(third.Items).Select(static record => record.Notification.Subject));
        Assert.Null(third.Next);
    }

    [Fact]
    public async Task Open_discrepancy_is_reported_once_and_again_after_it_was_resolved()
    {
        Assert.True(await _board.ReportAsync(MissingStop, Now, Token));
        Assert.False(await _board.ReportAsync(MissingStop with { Message = "Still none." }, Now, Token));

        await _board.ResolveOthersAsync([MissingStop.Kind], [], Now.AddMinutes(1), Token);

        Assert.True(await _board.ReportAsync(MissingStop, Now.AddMinutes(2), Token));
        var rows = (await _board.ListDiscrepanciesAsync(new PageRequest(), Token)).Items;
        Assert.Equal([null, Now.AddMinutes(1)], rows.Select(static row => row.ResolvedAt));
        Assert.Equal(MissingStop, rows[0].Discrepancy);
    }

    [Fact]
    public async Task Resolving_others_leaves_those_still_open()
    {
        await _board.ReportAsync(MissingStop, Now, Token);
        await _board.ReportAsync(Stranger, Now, Token);

        await _board.ResolveOthersAsync([Stranger.Kind, MissingStop.Kind], [Stranger], Now.AddMinutes(1), Token);

        var rows = (await _board.ListDiscrepanciesAsync(new PageRequest(), Token)).Items;
        Assert.Null(Assert.Single(rows, static row => row.Discrepancy.Kind == "unknownPosition").ResolvedAt);
        Assert.NotNull(Assert.Single(rows, static row => row.Discrepancy.Kind == "stopMissing").ResolvedAt);
    }

    [Fact]
    public async Task Resolving_others_leaves_kinds_that_were_not_checked()
    {
        await _board.ReportAsync(MissingStop, Now, Token);

        await _board.ResolveOthersAsync([Stranger.Kind], [], Now.AddMinutes(1), Token);

        Assert.Null(Assert.Single((await _board.ListDiscrepanciesAsync(new PageRequest(), Token)).Items).ResolvedAt);
    }

    [Fact]
    public async Task Audit_rows_come_back_with_their_detail()
    {
        await _board.AuditAsync("admin", "strategy.saved", "trend", new JsonObject { ["state"] = "active" }, Now, Token);

        var entry = Assert.Single((await _board.ListAuditAsync(new PageRequest(), Token)).Items);

        Assert.Equal(("admin", "strategy.saved", "trend", Now), (entry.Actor, entry.Action, entry.Target, entry.At));
        Assert.Equal("active", (string?)entry.Detail!["state"]);
    }
}
