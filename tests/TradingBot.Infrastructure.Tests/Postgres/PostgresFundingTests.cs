using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>Payments of funding: each booked once, for the trade that was open, whatever became of it since.</summary>
public sealed class PostgresFundingTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Payment_told_twice_is_booked_once_with_one_line()
    {
        var trade = await OpenAsync();
        var payment = APayment(1, 0.0123m);

        Assert.Equal([payment], await BookAsync(trade, payment));
        Assert.Empty(await BookAsync(trade, payment));

        var story = (await _rows.Ledger.ReadStoryAsync(trade, Token))!;
        Assert.Equal([payment], story.Funding);
        Assert.Equal((0.0123m, null), (story.Trade.Funding, story.Trade.RealizedPnl));
        var line = Assert.Single(story.Events, static line => line.Kind == TradeEventKinds.Funding);
        Assert.Equal((payment.At, "Funding paid: 0.0123 USDT at 0.01 %."), (line.At, line.Message));
    }

    [Fact]
    public async Task Payments_booked_at_once_by_several_processes_count_once()
    {
        var trade = await OpenAsync();
        FundingPayment[] payments = [APayment(1, 0.5m), APayment(2, -0.2m)];

        var booked = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => BookAsync(trade, payments)));

        Assert.Equal(2, booked.Sum(static news => news.Count));
        Assert.Equal(0.3m, (await _rows.ReadAsync(trade)).Funding);
    }

    [Fact]
    public async Task Same_id_in_another_category_is_another_payment()
    {
        var trade = await OpenAsync();
        var payment = APayment(1, 0.5m);
        await database.ExecuteAsync(
            $"insert into trading.funding_payments values ('inverse', '{payment.ExecId}', '{trade}', now(), 1, 1, 'BTC', null)");

        Assert.Equal([payment], await BookAsync(trade, payment));
    }

    [Fact]
    public async Task Result_is_less_the_funding_whichever_comes_first()
    {
        var entry = LedgerRows.AFill(OrderRole.Entry, 0.5m, 100m);
        var exit = LedgerRows.AFill(OrderRole.Exit, 0.5m, 104m, 10);
        var early = await _rows.TradeAsync();
        await FillAsync(early, entry);
        await BookAsync(early, APayment(5, 0.4m));
        await FillAsync(early, exit);
        var late = await _rows.TradeAsync();
        await FillAsync(late, entry with { ExecId = $"{entry.ExecId}-2" }, exit with { ExecId = $"{exit.ExecId}-2" });
        await BookAsync(late, APayment(5, 0.4m));

        foreach (var trade in new[] { await _rows.ReadAsync(early), await _rows.ReadAsync(late) })
            Assert.Equal((1.498m, 0.102m, 0.4m), (trade.RealizedPnl, trade.Fees, trade.Funding));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(11)]
    public async Task Payment_before_the_entry_or_after_the_exit_is_left_out(int second)
    {
        var trade = await OpenAsync();
        await FillAsync(trade, LedgerRows.AFill(OrderRole.Exit, 0.5m, 104m, 10));

        Assert.Empty(await BookAsync(trade, APayment(second, 0.5m)));

        Assert.Empty((await _rows.Ledger.ReadStoryAsync(trade, Token))!.Funding);
        Assert.Equal(0m, (await _rows.ReadAsync(trade)).Funding);
    }

    [Fact]
    public async Task Payment_that_was_left_out_is_taken_once_the_fills_say_whose_it_is()
    {
        var trade = await _rows.TradeAsync();
        var payment = APayment(1, 0.5m);
        Assert.Empty(await BookAsync(trade, payment));

        await FillAsync(trade, LedgerRows.AFill(OrderRole.Entry, 0.25m, 100m));
        Assert.Equal([payment], await BookAsync(trade, payment));
        Assert.Equal(0.25m, (await _rows.ReadAsync(trade)).Funding);

        // An earlier fill that is listed late changes whose part it was.
        await FillAsync(trade, LedgerRows.AFill(OrderRole.Entry, 0.125m, 100m));
        Assert.Equal(0.375m, (await _rows.ReadAsync(trade)).Funding);
    }

    [Fact]
    public async Task Shared_position_pays_for_the_trade_in_proportion()
    {
        var trade = await OpenAsync();

        await BookAsync(trade, APayment(1, -0.7m, quantity: 2m));

        Assert.Equal(-0.175m, (await _rows.ReadAsync(trade)).Funding);
    }

    [Fact]
    public async Task Payment_listed_after_the_end_still_belongs_to_the_result()
    {
        var trade = await OpenAsync();
        await FillAsync(trade, LedgerRows.AFill(OrderRole.Exit, 0.5m, 104m, 10));
        await EndAsync(trade);

        Assert.Single(await BookAsync(trade, APayment(5, 0.4m)));

        var record = await _rows.ReadAsync(trade);
        Assert.Equal((TradeStatus.Closed, 1.498m, 0.4m), (record.Status, record.RealizedPnl, record.Funding));
    }

    [Fact]
    public async Task Lost_trade_pays_nothing_after_its_end()
    {
        var trade = await OpenAsync();
        await _rows.Ledger.NotePositionMissingAsync(trade, isMissing: true, LedgerRows.Line("positionMissing"), LedgerRows.Now, Token);
        await EndAsync(trade);

        Assert.Empty(await BookAsync(trade, APayment(61, 0.4m)));
        Assert.Single(await BookAsync(trade, APayment(60, 0.4m)));
    }

    [Fact]
    public async Task Fill_and_payment_of_no_trade_are_an_error_that_names_it()
    {
        var nobody = new TradeId(Guid.NewGuid());

        var ofFill = await Assert.ThrowsAsync<InvalidOperationException>(
            () => FillAsync(nobody, LedgerRows.AFill(OrderRole.Entry, 0.5m, 100m)));
        var ofPayment = await Assert.ThrowsAsync<InvalidOperationException>(() => BookAsync(nobody, APayment(1, 0.5m)));

        var missing = $"There is no trade {nobody}.";
        Assert.Equal((missing, missing), (ofFill.Message, ofPayment.Message));
    }

    [Fact]
    public async Task Just_closed_trades_are_listed_until_they_were_read_late_enough()
    {
        var trade = await OpenAsync();
        await FillAsync(trade, LedgerRows.AFill(OrderRole.Exit, 0.5m, 104m, 10));
        Assert.False(await IsListedAsync(LedgerRows.Now));
        await EndAsync(trade);
        var closed = LedgerRows.Now.AddMinutes(1);

        Assert.True(await IsListedAsync(closed));
        Assert.False(await IsListedAsync(closed.AddDays(1)));
        Assert.True(await IsListedAsync(closed.AddDays(1) - TimeSpan.FromSeconds(1)));
        await _rows.Ledger.NoteExecutionsReadAsync(trade, closed + Within, Token);
        Assert.True(await IsListedAsync(closed));
        await _rows.Ledger.NoteExecutionsReadAsync(trade, closed + Within + TimeSpan.FromSeconds(1), Token);
        Assert.False(await IsListedAsync(closed));

        async Task<bool> IsListedAsync(DateTimeOffset now) =>
            (await _rows.Ledger.ListJustClosedAsync(Within, now, Token)).Any(row => row.Id == trade);
    }

    private async Task<TradeId> OpenAsync()
    {
        var trade = await _rows.TradeAsync();
        await FillAsync(trade, LedgerRows.AFill(OrderRole.Entry, 0.5m, 100m));
        return trade;
    }

    // A minute after the entry.
    private Task<bool> EndAsync(TradeId trade) => _rows.Ledger.FinishAsync(
        trade,
        TradeCause.Settled,
        CloseReason.Manual,
        reason: null,
        LedgerRows.Line("settled"),
        new Notification(Severity.Info, "tradeClosed", "Closed", "Closed.", trade, "sample", $"finished:{trade}"),
        LedgerRows.Now.AddMinutes(1),
        Token);

    private Task<IReadOnlyList<Fill>> FillAsync(TradeId trade, params Fill[] fills) =>
        _rows.Ledger.BookFillsAsync(trade, fills, LedgerRows.Now, Token);

    private Task<IReadOnlyList<FundingPayment>> BookAsync(TradeId trade, params FundingPayment[] payments) =>
        _rows.Ledger.BookFundingAsync(trade, payments, LedgerRows.Now, Token);

    private static FundingPayment APayment(int second, decimal amount, decimal quantity = 0.5m) => new()
    {
        ExecId = Guid.NewGuid().ToString("N"),
        At = LedgerRows.Now.AddSeconds(second),
        PositionAmount = amount,
        PositionQuantity = quantity,
        Coin = "USDT",
        Rate = amount < 0 ? -0.0001m : 0.0001m,
    };
}
