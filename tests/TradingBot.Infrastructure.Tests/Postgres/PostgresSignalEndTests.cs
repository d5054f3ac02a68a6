using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.TestKit;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>How an alert that closes, or changes nothing, is written down while others arrive.</summary>
public sealed class PostgresSignalEndTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private const string Waiting = """
        select count(*) from pg_locks
        where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())
        """;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signal_that_closes_remembers_what_it_closes()
    {
        var id = await _rows.SignalAsync();
        IReadOnlyList<TradeId> closes = [new(Guid.NewGuid()), new(Guid.NewGuid())];
        Assert.Empty((await _rows.Journal.FindAsync(id, Token))!.Closes);

        await _rows.Ledger.AcceptClosingAsync(id, closes, closes, keepsDryRun: false, Now, Token);
        await _rows.Journal.AdvanceAsync(id, SignalStatus.Completed, reason: null, Now.AddSeconds(1), Token);
        await _rows.Ledger.AcceptClosingAsync(id, [], closes, keepsDryRun: false, Now.AddSeconds(2), Token);

        var record = (await _rows.Journal.FindAsync(id, Token))!;
        Assert.Equal((SignalStatus.Completed, Now), (record.Status, record.DecidedAt));
        Assert.Equal(closes, record.Closes);
    }

    [Theory]
    [InlineData(Direction.Long)]
    [InlineData(Direction.Short)]
    public async Task Signal_that_closes_tells_the_side_of_what_it_closes(Direction side)
    {
        var id = await _rows.SignalAsync();
        await using var scope = await _rows.OpenAsync(await _rows.SignalAsync(), LedgerRows.ADraft(LedgerRows.NewSymbol()));
        var trade = await scope.ApproveAsync(LedgerRows.APlan() with { Direction = side }, Token);
        Assert.Null((await _rows.Journal.FindAsync(id, Token))!.ChangedSide);

        await _rows.Ledger.AcceptClosingAsync(id, [trade.Id], [trade.Id], keepsDryRun: false, Now, Token);

        Assert.Equal(side, (await _rows.Journal.FindAsync(id, Token))!.ChangedSide);
    }

    [Theory]
    [InlineData("seen", true)]
    [InlineData("not seen", false)]
    [InlineData("not seen, another strategy's", true)]
    [InlineData("not seen, of another symbol", true)]
    [InlineData("not seen, over", true)]
    public async Task Alert_closes_unless_its_strategy_holds_a_trade_of_the_symbol_that_it_has_not_seen(string holding, bool isAccepted)
    {
        var (symbol, strategy) = (LedgerRows.NewSymbol(), $"closes-{Guid.NewGuid():N}");
        var own = await SignalAsync(strategy, symbol, Now);
        var draft = LedgerRows.ADraft(
            holding == "not seen, of another symbol" ? LedgerRows.NewSymbol() : symbol,
            holding == "not seen, another strategy's" ? "another" : strategy);
        var trade = (await _rows.ApproveAsync(await _rows.SignalAsync(), draft)).Id;
        if (holding == "not seen, over")
        {
            await _rows.Ledger.FinishAsync(
                trade, TradeCause.EntryFailed, closeReason: null, reason: null, LedgerRows.Line("failed"),
                new Notification(Severity.Info, "tradeFailed", "Over", "Over.", trade), Now, Token);
        }

        IReadOnlyList<TradeId> seen = holding == "seen" ? [trade] : [];
        Assert.Equal(isAccepted, await _rows.Ledger.AcceptClosingAsync(own.Id, [], seen, keepsDryRun: false, Now, Token));

        Assert.Equal(
            isAccepted ? SignalStatus.Accepted : SignalStatus.Received, (await _rows.Journal.FindAsync(own.Id, Token))!.Status);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task Dry_run_that_was_noted_holds_behind_the_closing_where_it_is_kept(bool isNoted, bool keepsDryRun, bool isDryRun)
    {
        var id = await _rows.SignalAsync(alert => alert with { DryRun = isNoted });

        Assert.True(await _rows.Ledger.AcceptClosingAsync(id, [], [], keepsDryRun, Now, Token));

        Assert.Equal(isDryRun, (await _rows.Journal.FindAsync(id, Token))!.DryRun);
    }

    /// <summary>Its order among others is that of the moment at which it closed.</summary>
    [Fact]
    public async Task Reversal_was_decided_when_it_closed_and_not_when_it_opened()
    {
        var id = await _rows.SignalAsync();
        await _rows.Ledger.AcceptClosingAsync(id, [new TradeId(Guid.NewGuid())], [], keepsDryRun: false, Now.AddSeconds(-2), Token);

        var trade = await _rows.ApproveAsync(id, LedgerRows.ADraft(LedgerRows.NewSymbol()));

        var record = (await _rows.Journal.FindAsync(id, Token))!;
        Assert.Equal((trade.Id, Now.AddSeconds(-2)), (record.TradeId, record.DecidedAt));
    }

    /// <summary>It has to see what that entry opened, or that it opened nothing.</summary>
    [Theory]
    [InlineData("closes", true)]
    [InlineData("closes", false)]
    [InlineData("is flat", true)]
    [InlineData("is flat", false)]
    public async Task Alert_ends_behind_the_entry_that_is_being_decided(string end, bool isOpened)
    {
        var (symbol, strategy) = (LedgerRows.NewSymbol(), $"behind-{Guid.NewGuid():N}");
        var own = await SignalAsync(strategy, symbol, Now);
        await using var scope = await _rows.OpenAsync(await _rows.SignalAsync(), LedgerRows.ADraft(symbol, strategy));
        var ending = end == "closes"
            ? _rows.Ledger.AcceptClosingAsync(own.Id, [], [], keepsDryRun: false, Now, Token)
            : _rows.Ledger.EndFlatAsync(own, SignalStatus.Completed, new Denial(DenialCodes.AlreadyFlat, "Flat."), [], Now, Token);
        await Eventually.TrueAsync(
            async () => ending.IsCompleted || await database.ScalarAsync<long>(Waiting) > 0,
            "Nobody waits for the risk lock",
            cancellationToken: Token);

        if (isOpened)
            await scope.ApproveAsync(LedgerRows.APlan(), Token);
        else
            await scope.DenyAsync(SignalStatus.Denied, new Denial(DenialCodes.AlreadyInPosition, "No."), Now, Token);

        Assert.Equal(!isOpened, await ending);
        Assert.Equal(isOpened, (await _rows.Journal.FindAsync(own.Id, Token))!.Status == SignalStatus.Received);
    }

    /// <summary>Whoever arrived since may come before it, and bring about what it found missing.</summary>
    [Theory]
    [InlineData("waits", false)]
    [InlineData("closes", false)]
    [InlineData("waits, known", true)]
    [InlineData("waits, needs no turn", true)]
    [InlineData("waits, other symbol", true)]
    [InlineData("waits, other strategy", true)]
    [InlineData("waits for too long", true)]
    [InlineData("ended", true)]
    [InlineData("opened a trade", true)]
    public async Task Alert_that_changes_nothing_ends_unless_another_one_arrived_since_its_turn(string other, bool isEnded)
    {
        var strategy = $"unchanged-{Guid.NewGuid():N}";
        foreach (var isFlat in (bool[])[false, true])
        {
            var own = await SignalAsync(strategy, Symbol.Parse("BTCUSDT"), Now);
            var tooLong = other == "waits for too long" ? SignalSequence.Patience : TimeSpan.Zero;
            var late = await SignalAsync(
                other == "waits, other strategy" ? $"{strategy}-other" : strategy,
                Symbol.Parse(other == "waits, other symbol" ? "ETHUSDT" : "BTCUSDT"),
                Now.AddSeconds(1) - tooLong);
            if (other == "closes")
                await _rows.Ledger.AcceptClosingAsync(late.Id, [new TradeId(Guid.NewGuid())], [], keepsDryRun: false, Now, Token);
            if (other == "ended")
                await _rows.Journal.AdvanceAsync(late.Id, SignalStatus.Denied, reason: null, Now, Token);
            if (other == "opened a trade")
                await _rows.ApproveAsync(late.Id, LedgerRows.ADraft(LedgerRows.NewSymbol()));
            IReadOnlyList<SignalId>? known = other == "waits, needs no turn" ? null : other == "waits, known" ? [late.Id] : [];

            var why = new Denial(DenialCodes.NoChange, "Nothing to do.");
            var now = Now.AddSeconds(1);
            var result = isFlat
                ? await _rows.Ledger.EndFlatAsync(own, SignalStatus.Completed, why, known, now, Token)
                : await _rows.Journal.EndUnchangedAsync(own, SignalStatus.Completed, why, known, now, Token);

            Assert.Equal(isEnded, result);
            var record = (await _rows.Journal.FindAsync(own.Id, Token))!;
            Assert.Equal(isEnded ? SignalStatus.Completed : SignalStatus.Received, record.Status);
            Assert.Equal(isEnded ? why.Code : null, record.Reason?.Code);
            await _rows.Journal.AdvanceAsync(own.Id, SignalStatus.Completed, reason: null, now, Token);
            await _rows.Journal.AdvanceAsync(late.Id, SignalStatus.Completed, reason: null, now, Token);
        }
    }

    private async Task<SignalRecord> SignalAsync(string strategy, Symbol symbol, DateTimeOffset receivedAt)
    {
        var id = await _rows.SignalAsync(alert => alert with
        {
            Strategy = strategy,
            ReceivedAt = receivedAt,
            Signal = alert.Signal! with { Symbol = symbol },
        });
        return (await _rows.Journal.FindAsync(id, Token))!;
    }
}
