using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>What an alert takes of several trades at once: all of it with the end of the alert, or nothing.</summary>
public sealed class PostgresTakingsTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Part_of_one_and_all_of_another_are_asked_for_with_the_end_of_the_alert()
    {
        var (part, whole, alert) = (await OpenAsync(), await OpenAsync(), await _rows.SignalAsync());
        var why = new Denial(DenialCodes.ReduceTooSmall, "A third one keeps its part.");

        Assert.True(await _rows.Ledger.RequestTakingsAsync(
            alert, [await TakingAsync(part, 0.3m), await TakingAsync(whole, quantity: null)], why, Now, Token));

        var (reduced, closing) = (await _rows.ReadAsync(part), await _rows.ReadAsync(whole));
        Assert.Equal(new Reduction(0.3m, From: 0, Now), reduced.Reduction);
        Assert.Null(reduced.CloseRequestedAt);
        Assert.Equal(
            (TradeStatus.Closing, CloseReason.Signal, Now, null),
            (closing.Status, closing.CloseReason, closing.CloseRequestedAt, closing.Reduction));
        var signal = (await _rows.Journal.FindAsync(alert, Token))!;
        Assert.Equal((SignalStatus.Completed, why.Code, Now), (signal.Status, signal.Reason?.Code, signal.DecidedAt));
        Assert.Equal([part, whole], signal.Closes);
        foreach (var trade in (TradeId[])[part, whole])
            Assert.Equal(1, await LinesAsync(trade));
    }

    [Theory]
    [InlineData("filled")]
    [InlineData("reducing")]
    [InlineData("closing")]
    [InlineData("ended")]
    public async Task Nothing_is_taken_of_any_when_one_does_not_stand_as_it_was_seen_or_the_alert_has_ended(string meanwhile)
    {
        foreach (var isWhole in (bool[])[false, true])
        {
            var (stands, moved, alert) = (await OpenAsync(), await OpenAsync(), await _rows.SignalAsync());
            Taking[] takings = [await TakingAsync(stands, 0.1m), await TakingAsync(moved, isWhole ? null : 0.1m)];
            switch (meanwhile)
            {
                case "filled":
                    await _rows.Ledger.BookFillsAsync(moved, [LedgerRows.AFill(OrderRole.Entry, 0.1m, 101m, 2)], Now, Token);
                    break;
                case "reducing" when isWhole:
                    continue;
                case "reducing":
                    await _rows.Ledger.RequestReductionAsync(
                        takings[1].Seen, 0.1m, signal: null, targets: [], LedgerRows.Line("before"), Now, Token);
                    break;
                case "closing":
                    await _rows.Ledger.RequestCloseAsync(moved, CloseReason.Manual, LedgerRows.Line("before"), Now, Token);
                    break;
                default:
                    await _rows.Journal.AdvanceAsync(alert, SignalStatus.Completed, reason: null, Now, Token);
                    break;
            }

            Assert.False(await _rows.Ledger.RequestTakingsAsync(alert, takings, reason: null, Now.AddSeconds(5), Token));

            Assert.Null((await _rows.ReadAsync(stands)).Reduction);
            Assert.Equal((0, 0), (await LinesAsync(stands), await LinesAsync(moved)));
            var expected = meanwhile == "ended" ? SignalStatus.Completed : SignalStatus.Received;
            Assert.Equal(expected, (await _rows.Journal.FindAsync(alert, Token))!.Status);
        }
    }

    /// <summary>Whoever closes all of a trade closes what of it was to be closed as a part.</summary>
    [Fact]
    public async Task All_is_taken_also_of_a_trade_of_which_a_part_is_being_closed_or_whose_entry_is_not_filled()
    {
        var (reducing, unfilled, alert) = (await OpenAsync(), await _rows.TradeAsync(), await _rows.SignalAsync());
        await _rows.Ledger.RequestReductionAsync(
            await _rows.ReadAsync(reducing), 0.1m, signal: null, targets: [], LedgerRows.Line("before"), Now, Token);

        Assert.True(await _rows.Ledger.RequestTakingsAsync(
            alert, [await TakingAsync(reducing, quantity: null), await TakingAsync(unfilled, quantity: null)], reason: null, Now, Token));

        Assert.Equal(Now, (await _rows.ReadAsync(reducing)).CloseRequestedAt);
        Assert.Equal(Now, (await _rows.ReadAsync(unfilled)).CloseRequestedAt);
    }

    private async Task<TradeId> OpenAsync()
    {
        var trade = await _rows.TradeAsync();
        await _rows.IntendAsync(trade);
        await _rows.Ledger.BookFillsAsync(trade, [LedgerRows.AFill(OrderRole.Entry, 0.4m, 100m, 1)], Now, Token);
        return trade;
    }

    private async Task<Taking> TakingAsync(TradeId trade, decimal? quantity) =>
        new(await _rows.ReadAsync(trade), quantity, LedgerRows.Line("taken"));

    private async Task<int> LinesAsync(TradeId trade) =>
        (await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events.Count(static line => line.Kind == "taken");
}
