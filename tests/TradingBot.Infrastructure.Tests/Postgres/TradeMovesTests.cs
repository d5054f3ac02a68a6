using TradingBot.Core.Identifiers;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>A row of the ledger moves as the table of Core says, whatever it was before the step.</summary>
public sealed class TradeMovesTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private readonly LedgerRows _rows = new(database);

    public static TheoryData<TradeCause> Causes => new(Enum.GetValues<TradeCause>());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task Row_of_any_status_moves_by_the_table(TradeCause cause)
    {
        foreach (var status in Enum.GetValues<TradeStatus>())
        {
            var trade = await StandingAsync(status);

            await _rows.Ledger.AdvanceAsync(trade, cause, line: null, LedgerRows.Now, Token);

            TradeTransitions.TryNext(status, cause, out var expected);
            Assert.Equal((status, expected), (status, (await _rows.ReadAsync(trade)).Status));
        }
    }

    [Fact]
    public async Task Unfinished_trades_are_found_by_the_list_of_Core()
    {
        foreach (var status in Enum.GetValues<TradeStatus>())
        {
            var trade = await StandingAsync(status);
            var listed = (await _rows.Ledger.ListUnfinishedAsync(Token)).Any(record => record.Id == trade);

            Assert.Equal((status, status.IsUnfinished()), (status, listed));
        }
    }

    [Fact]
    public async Task Cause_that_ends_no_trade_is_refused_as_an_end()
    {
        var trade = await _rows.TradeAsync();
        var notice = new Core.Notifications.Notification(Core.Notifications.Severity.Info, "tradeClosed", "Over", "Over.");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _rows.Ledger.FinishAsync(
            trade, TradeCause.EntryFilled, closeReason: null, reason: null, LedgerRows.Line("finished"), notice, LedgerRows.Now, Token));

        Assert.Equal(TradeStatus.Pending, (await _rows.ReadAsync(trade)).Status);
    }

    private async Task<TradeId> StandingAsync(TradeStatus status)
    {
        var trade = await _rows.TradeAsync();
        var text = status.ToString().ToLowerInvariant();
        await database.ExecuteAsync($"update trading.trades set status = '{text}', closed_at = now() where id = '{trade.Value}'");
        return trade;
    }
}
