using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>A part of a trade that is to be closed: asked for once, with the alert that asks, and ended once.</summary>
public sealed class PostgresReductionTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Part_is_asked_for_once_and_leaves_every_other_trade_as_it_is()
    {
        var (trade, other) = (await OpenAsync(), await OpenAsync());
        var before = await _rows.ReadAsync(other);

        Assert.True(await RequestAsync(trade, 0.3m));
        Assert.False(await RequestAsync(trade, 0.1m));

        Assert.Equal(new Reduction(0.3m, From: 0, Now.AddSeconds(5)), (await _rows.ReadAsync(trade)).Reduction);
        Assert.Equal(before, await _rows.ReadAsync(other) with { Targets = before.Targets });
        Assert.Single((await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events, static line => line.Kind == "part");
        Assert.Single(await _rows.Ledger.ListUnfinishedAsync(Token), record => record.Id == trade && record.Reduction is not null);
    }

    [Theory]
    [InlineData("0.4", true)]
    [InlineData("0.41", false)]
    public async Task Part_is_never_more_than_what_is_open(string quantity, bool isTaken)
    {
        var trade = await OpenAsync();

        Assert.Equal(isTaken, await RequestAsync(trade, decimal.Parse(quantity)));
        Assert.Equal(isTaken, (await _rows.ReadAsync(trade)).Reduction is not null);
    }

    [Theory]
    [InlineData(OrderRole.Entry)]
    [InlineData(OrderRole.Exit)]
    public async Task Part_that_was_reckoned_from_what_stands_no_more_is_not_asked_for(OrderRole filled)
    {
        var trade = await OpenAsync();
        var seen = await _rows.ReadAsync(trade);
        await _rows.Ledger.BookFillsAsync(trade, [LedgerRows.AFill(filled, 0.1m, 101m, 2)], Now, Token);

        Assert.False(await _rows.Ledger.RequestReductionAsync(seen, 0.1m, signal: null, targets: [], LedgerRows.Line("part"), Now, Token));

        Assert.Null((await _rows.ReadAsync(trade)).Reduction);
    }

    [Fact]
    public async Task Nothing_is_asked_of_a_trade_that_is_closing_finished_or_not_filled()
    {
        var (closing, finished, unfilled) = (await OpenAsync(), await OpenAsync(), await _rows.TradeAsync());
        await _rows.Ledger.RequestCloseAsync(closing, CloseReason.Manual, LedgerRows.Line("close"), Now, Token);
        await FinishAsync(finished);

        Assert.False(await RequestAsync(closing, 0.1m));
        Assert.False(await RequestAsync(finished, 0.1m));
        Assert.False(await RequestAsync(unfilled, 0.1m));
    }

    [Fact]
    public async Task Alert_ends_together_with_what_it_asks_for()
    {
        var (trade, alert) = (await OpenAsync(), await _rows.SignalAsync());

        Assert.True(await RequestAsync(trade, 0.1m, alert));

        var signal = (await _rows.Journal.FindAsync(alert, Token))!;
        Assert.Equal((SignalStatus.Completed, null, Now.AddSeconds(5)), (signal.Status, signal.Reason, signal.DecidedAt));
        Assert.Equal([trade], signal.Closes);
    }

    [Fact]
    public async Task Alert_that_has_ended_asks_for_nothing_any_more()
    {
        var (trade, alert) = (await OpenAsync(), await _rows.SignalAsync());
        await _rows.Journal.AdvanceAsync(alert, SignalStatus.Completed, reason: null, Now, Token);

        Assert.False(await RequestAsync(trade, 0.1m, alert));

        Assert.Null((await _rows.ReadAsync(trade)).Reduction);
        Assert.DoesNotContain((await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events, static line => line.Kind == "part");
    }

    [Fact]
    public async Task Orders_before_are_counted_and_end_belongs_to_the_part_it_was_told_of()
    {
        var trade = await OpenAsync();
        await RequestAsync(trade, 0.1m);
        var first = (await _rows.ReadAsync(trade)).Reduction!;
        await _rows.IntendAsync(trade, OrderRole.Exit);

        Assert.True(await EndAsync(trade, first, "first"));
        Assert.False(await EndAsync(trade, first, "again"));
        Assert.True(await RequestAsync(trade, 0.2m));
        var second = (await _rows.ReadAsync(trade)).Reduction!;
        Assert.Equal(new Reduction(0.2m, From: 1, Now.AddSeconds(5)), second);
        Assert.False(await EndAsync(trade, first, "late"));
        Assert.False(await EndAsync(trade, second with { RequestedAt = Now.AddSeconds(4) }, "late"));

        Assert.NotNull((await _rows.ReadAsync(trade)).Reduction);
        var kinds = (await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events.Select(static line => line.Kind).ToList();
        Assert.Contains("first", kinds);
        Assert.DoesNotContain("again", kinds);
        Assert.DoesNotContain("late", kinds);
        Assert.Equal(
            $"first:{trade}@{Now.AddSeconds(6).ToUnixTimeSeconds()}",
            await database.ScalarAsync<string>($"""
                select string_agg(concat(once, '@', floor(extract(epoch from at))::bigint), ' ')
                from trading.notifications where trade_id = '{trade}'
                """));
    }

    [Fact]
    public async Task End_of_the_trade_ends_its_part()
    {
        var trade = await OpenAsync();
        await RequestAsync(trade, 0.1m);

        await FinishAsync(trade);

        Assert.Null((await _rows.ReadAsync(trade)).Reduction);
    }

    private async Task<TradeId> OpenAsync()
    {
        var trade = await _rows.TradeAsync();
        await _rows.IntendAsync(trade);
        await _rows.Ledger.BookFillsAsync(trade, [LedgerRows.AFill(OrderRole.Entry, 0.4m, 100m, 1)], Now, Token);
        return trade;
    }

    private async Task<bool> RequestAsync(TradeId trade, decimal quantity, SignalId? alert = null) => await _rows.Ledger
        .RequestReductionAsync(
            await _rows.ReadAsync(trade), quantity, alert, targets: [], LedgerRows.Line("part"), Now.AddSeconds(5), Token);

    private Task<bool> EndAsync(TradeId trade, Reduction reduction, string kind) => _rows.Ledger.EndReductionAsync(
        trade, reduction, isClosed: true, LedgerRows.Line(kind), Notice(trade, kind), Now.AddSeconds(6), Token);

    private Task<bool> FinishAsync(TradeId trade) => _rows.Ledger.FinishAsync(
        trade, TradeCause.Settled, CloseReason.Manual, reason: null, LedgerRows.Line("settled"), Notice(trade, "settled"), Now, Token);

    private static Notification Notice(TradeId trade, string once) =>
        new(Severity.Info, "tradeReduced", "A part", "was closed.", trade, "s", $"{once}:{trade}");
}
