using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>What a trade's books keep of how it was guarded, reduced and ended, and who is told of it.</summary>
public sealed class TradeTurnTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entry_that_is_given_up_ends_its_trade_with_reason_line_and_notice()
    {
        var trade = await _rows.TradeAsync();
        var notice = new Notification(Severity.Warning, "tradeFailed", "Given up", "Late.", trade, "sample", $"finished:{trade}");

        Assert.True(await _rows.Ledger.AbandonAsync(
            trade, new Denial("signal.stale", "Late."), LedgerRows.Line("failed"), notice, Now.AddSeconds(4), Token));

        var record = await _rows.ReadAsync(trade);
        Assert.Equal(
            (TradeStatus.Failed, "signal.stale", (CloseReason?)null, Now.AddSeconds(4)),
            (record.Status, record.Reason?.Code, record.CloseReason, record.ClosedAt));
        var line = (await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events[^1];
        Assert.Equal(("failed", Now.AddSeconds(4)), (line.Kind, line.At));
        Assert.Equal("signal.stale", (await _rows.Journal.FindAsync(record.SignalId, Token))!.Reason?.Code);
        Assert.Equal(
            "Given up", await database.ScalarAsync<string>($"select subject from trading.notifications where once = 'finished:{trade}'"));
    }

    [Theory]
    [InlineData(CloseReason.TakeProfit, CloseReason.TakeProfit)]
    [InlineData(null, CloseReason.Manual)]
    public async Task Reason_of_the_end_is_the_last_one_that_is_known(CloseReason? atTheEnd, CloseReason expected)
    {
        var trade = await _rows.TradeAsync();
        await BookAsync(trade, LedgerRows.AFill(OrderRole.Entry, 0.5m, 100m));
        await _rows.Ledger.RequestCloseAsync(trade, CloseReason.Manual, LedgerRows.Line("closeRequested"), Now, Token);
        Assert.Equal(TradeStatus.Closing, (await _rows.ReadAsync(trade)).Status);

        await _rows.Ledger.FinishAsync(
            trade, TradeCause.Settled, atTheEnd, reason: null, LedgerRows.Line("settled"),
            new Notification(Severity.Info, "tradeClosed", "Over", "Over.", trade, "sample", $"finished:{trade}"), Now.AddSeconds(1),
            Token);

        var record = await _rows.ReadAsync(trade);
        Assert.Equal((expected, Now, Now.AddSeconds(1)), (record.CloseReason, record.CloseRequestedAt, record.ClosedAt));
    }

    [Fact]
    public async Task Stop_that_is_confirmed_again_keeps_the_moment_of_the_first_time()
    {
        var trade = await _rows.TradeAsync();
        await ConfirmAsync(97m, 0);
        await _rows.Ledger.NoteStopMissingAsync(
            trade, looser: null, LedgerRows.Pause, LedgerRows.Line("stopMissing"), Now.AddSeconds(1), Token);
        Assert.Equal(Now.AddSeconds(1), (await _rows.ReadAsync(trade)).StopMissingSince);

        await ConfirmAsync(96m, 2);

        var record = await _rows.ReadAsync(trade);
        Assert.Equal((96m, 98m, Now, null), (record.StopLoss, record.PlannedStopLoss, record.StopConfirmedAt, record.StopMissingSince));
        Assert.Equal(2, (await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events.Count(static line => line.Kind == "stopConfirmed"));
        var told = $"select count(*) from trading.notifications where trade_id = '{trade}' and subject = 'Stop'";
        Assert.Equal(2L, await database.ScalarAsync<long>(told));

        Task ConfirmAsync(decimal stop, int second) => _rows.Ledger.ConfirmStopAsync(
            trade, stop, LedgerRows.Line("stopConfirmed"), new Notification(Severity.Info, "test", "Stop", "Stands.", trade),
            Now.AddSeconds(second), Token);
    }

    [Fact]
    public async Task Part_that_a_strangers_order_closed_is_told_also_of_a_trade_that_is_closing()
    {
        var trade = await _rows.TradeAsync();
        await BookAsync(trade, LedgerRows.AFill(OrderRole.Entry, 0.5m, 100m));
        await _rows.Ledger.RequestCloseAsync(trade, CloseReason.Manual, LedgerRows.Line("closeRequested"), Now, Token);

        await BookAsync(trade, LedgerRows.AFill(OrderRole.Exit, 0.1m, 101m, 1) with { ExchangeOrderId = "stranger" });

        Assert.Equal([$"reducedOutside:{trade}:stranger"], await ToldAsync(trade));
    }

    [Fact]
    public async Task Part_that_a_strangers_order_closed_is_told_and_no_other_exit()
    {
        var trade = await _rows.TradeAsync();
        await BookAsync(trade, LedgerRows.AFill(OrderRole.Entry, 0.5m, 100m));
        var own = (await _rows.IntendAsync(trade, OrderRole.Exit)).Order.LinkId.Value;
        var part = LedgerRows.AFill(OrderRole.Exit, 0.1m, 101m, 1) with { ExchangeOrderId = "stranger" };

        await BookAsync(trade, part with { ExecId = $"{part.ExecId}-own", OrderLinkId = own });
        await BookAsync(trade, part with { ExecId = $"{part.ExecId}-forced", Forced = ForcedExit.Liquidation });
        await BookAsync(trade, part with { ExecId = $"{part.ExecId}-stop", Role = OrderRole.Stop });
        Assert.Empty(await ToldAsync(trade));
        await BookAsync(trade, part);
        Assert.Equal([$"reducedOutside:{trade}:stranger"], await ToldAsync(trade));

        // What ends the position is told with its end.
        await BookAsync(trade, part with { ExecId = $"{part.ExecId}-last", ExchangeOrderId = "last" });
        Assert.Single(await ToldAsync(trade));
    }

    private async Task<string[]> ToldAsync(TradeId trade)
    {
        var told = await database.ScalarAsync<string>($"""
            select coalesce(string_agg(once, ' '), '') from trading.notifications where trade_id = '{trade}' and once like 'reducedOutside%'
            """);
        return told.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private Task<IReadOnlyList<Fill>> BookAsync(TradeId trade, params Fill[] fills) =>
        _rows.Ledger.BookFillsAsync(trade, fills, Now, Token);
}
