using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Infrastructure.Postgres.Operations;
using TradingBot.Infrastructure.Postgres.Risk;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>What decisions are read from: the right rows, on both sides of each bound, and none of a neighbour.</summary>
public sealed class LedgerReadingTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_of_the_last_minute_and_the_last_of_strategy_and_symbol_are_counted()
    {
        // Later than anything another test writes.
        var at = Now.AddDays(1);
        var (symbol, strategy) = (LedgerRows.NewSymbol(), "counted");
        await EnterAsync(symbol, strategy, at.AddMinutes(-1), isOver: true);
        await EnterAsync(symbol, strategy, at.AddMinutes(-1).AddMicroseconds(1), isOver: true);
        await EnterAsync(symbol, "another", at.AddSeconds(-1), isOver: true);
        await EnterAsync(LedgerRows.NewSymbol(), strategy, at, isOver: false);

        var portfolio = await PortfolioAsync(symbol, strategy, at);

        Assert.Equal((3, at.AddMinutes(-1).AddMicroseconds(1)), (portfolio.EntriesInLastMinute, portfolio.LastEntryAt));
        Assert.Equal((0, null), await NewcomerAsync(at.AddMinutes(1)));

        async Task<(int Entries, DateTimeOffset? Last)> NewcomerAsync(DateTimeOffset now)
        {
            var fresh = await PortfolioAsync(LedgerRows.NewSymbol(), strategy, now);
            return (fresh.EntriesInLastMinute, fresh.LastEntryAt);
        }
    }

    [Fact]
    public async Task Decision_sees_the_halt_and_the_limits_that_stand()
    {
        var halt = new PostgresHaltSwitch(database.Source);
        var limits = new RiskLimits { MaxOpenTrades = 7, MaxHeatPercent = 2.5m };
        await new PostgresRiskLimitsStore(database.Source).SaveAsync(limits, "test", Now, Token);
        await halt.HaltAsync("why", flatten: false, "test", Now, Token);

        var halted = await PortfolioAsync(LedgerRows.NewSymbol(), "sample", Now);
        await halt.ResumeAsync("over", "test", Now, Token);
        var resumed = await PortfolioAsync(LedgerRows.NewSymbol(), "sample", Now);

        Assert.Equal((limits, true, false), (halted.Limits, halted.IsHalted, resumed.IsHalted));
    }

    [Fact]
    public async Task Exposure_has_its_own_market_symbol_strategy_and_side()
    {
        var draft = LedgerRows.ADraft(LedgerRows.NewSymbol(), "exposed") with { Category = Category.Inverse };
        var plan = LedgerRows.APlan() with { Direction = Direction.Short, StopLoss = 102m, Notional = 40m, Risk = 3m };
        await using (var scope = await _rows.OpenAsync(await _rows.SignalAsync(), draft))
            await scope.ApproveAsync(plan, Token);

        var portfolio = await PortfolioAsync(LedgerRows.NewSymbol(), "sample", Now);

        Assert.Equal(
            new OpenExposure(draft.TradeId, draft.Strategy, Category.Inverse, draft.Symbol, Direction.Short, 40m, 3m),
            Assert.Single(portfolio.Open, open => open.Trade == draft.TradeId));
    }

    [Theory]
    [InlineData("own", false)]
    [InlineData("another strategy's", true)]
    [InlineData("of another symbol", true)]
    [InlineData("over", true)]
    public async Task Signal_ends_flat_unless_its_own_trade_of_its_symbol_is_open(string holding, bool isEnded)
    {
        var symbol = LedgerRows.NewSymbol();
        await EnterAsync(
            holding == "of another symbol" ? LedgerRows.NewSymbol() : symbol, holding == "another strategy's" ? "another" : "sample", Now,
            isOver: holding == "over");
        var id = await _rows.SignalAsync(signal => signal with { Signal = signal.Signal! with { Symbol = symbol } });
        var signal = (await _rows.Journal.FindAsync(id, Token))!;

        Assert.Equal(isEnded, await _rows.Ledger.EndFlatAsync(
            signal, SignalStatus.Denied, new Denial("signal.nothingToClose", "Flat."), known: null, Now.AddSeconds(3),
            Token));

        var record = (await _rows.Journal.FindAsync(id, Token))!;
        Assert.Equal(
            isEnded ? (SignalStatus.Denied, "signal.nothingToClose", Now.AddSeconds(3)) : (SignalStatus.Received, null, null),
            (record.Status, record.Reason?.Code, record.DecidedAt));
    }

    [Fact]
    public async Task Ahead_are_those_of_the_same_strategy_and_symbol_that_opened_nothing_yet()
    {
        var strategy = $"ahead-{Guid.NewGuid():N}";
        var own = await SignalAsync("BTCUSDT", strategy);
        var received = await SignalAsync("BTCUSDT", strategy);
        var begun = await SignalAsync("BTCUSDT", strategy);
        await _rows.Journal.AdvanceAsync(begun, SignalStatus.Accepted, reason: null, Now, Token);
        await SignalAsync("ETHUSDT", strategy);
        await SignalAsync("BTCUSDT", $"{strategy}-other");
        await _rows.ApproveAsync(await SignalAsync("BTCUSDT", strategy), LedgerRows.ADraft(LedgerRows.NewSymbol()));
        foreach (var end in (SignalStatus[])[SignalStatus.Denied, SignalStatus.Failed, SignalStatus.Completed])
            await _rows.Journal.AdvanceAsync(await SignalAsync("BTCUSDT", strategy), end, reason: null, Now, Token);

        var record = (await _rows.Journal.FindAsync(own, Token))!;
        var ahead = await _rows.Journal.ListAheadAsync(record, Now + SignalSequence.Patience - TimeSpan.FromMicroseconds(1), Token);

        Assert.Equal(
            new[] { received, begun }.OrderBy(static id => id.Value),
            ahead.Select(static other => other.Id).OrderBy(static id => id.Value));
        Assert.Empty(await _rows.Journal.ListAheadAsync(record, Now + SignalSequence.Patience, Token));

        Task<SignalId> SignalAsync(string symbol, string of) => _rows.SignalAsync(
            alert => alert with { Strategy = of, Signal = alert.Signal! with { Symbol = Symbol.Parse(symbol) } });
    }

    [Theory]
    [InlineData(59_999_999, true)]
    [InlineData(60_000_000, false)]
    public async Task Alert_of_the_window_before_is_the_same_one_for_less_than_a_minute(long microseconds, bool isDuplicate)
    {
        var (first, second) = ($"{Guid.NewGuid():N}", $"{Guid.NewGuid():N}");
        var id = await _rows.SignalAsync(alert => alert with { DedupeKey = first });

        var repeat = LedgerRows.ASignal() with
        {
            DedupeKey = second,
            EarlierDedupeKey = first,
            ReceivedAt = Now.AddMicroseconds(microseconds),
        };

        var again = await _rows.Journal.AcceptAsync(repeat, Token);

        Assert.Equal((isDuplicate, isDuplicate), (again.IsDuplicate, again.Id == id));
    }

    [Fact]
    public async Task Refused_alert_was_decided_when_it_came_and_unstarted_ones_are_listed_oldest_first()
    {
        var refused = await _rows.SignalAsync(static alert => alert with { Refusal = new Denial("webhook.invalid", "No symbol.") });
        var late = await _rows.SignalAsync(static alert => alert with { ReceivedAt = Now.AddSeconds(2) });
        var early = await _rows.SignalAsync(static alert => alert with { ReceivedAt = Now.AddSeconds(1) });

        var unstarted = (await _rows.Journal.ListUnstartedAsync(Now.AddMinutes(1), Token)).ToList();

        Assert.Equal(Now, (await _rows.Journal.FindAsync(refused, Token))!.DecidedAt);
        Assert.True(unstarted.IndexOf(early) >= 0 && unstarted.IndexOf(early) < unstarted.IndexOf(late));
        Assert.DoesNotContain(refused, unstarted);
    }

    [Theory]
    [InlineData(Category.Linear, true)]
    [InlineData(Category.Inverse, true)]
    [InlineData(Category.Spot, false)]
    [InlineData(Category.Option, false)]
    public async Task Closed_trade_is_looked_at_again_for_funding_where_funding_is_paid(Category category, bool isListed)
    {
        var trade = await EnterAsync(LedgerRows.NewSymbol(), "sample", Now, isOver: true, category);

        var listed = await _rows.Ledger.ListJustClosedAsync(TimeSpan.FromMinutes(5), Now, Token);

        Assert.Equal(isListed, listed.Any(row => row.Id == trade));
        Assert.Equal(listed.OrderBy(static row => row.ClosedAt).Select(static row => row.Id), listed.Select(static row => row.Id));
    }

    [Fact]
    public async Task Discrepancies_differ_by_kind_market_symbol_and_trade()
    {
        var store = new PostgresDiscrepancyStore(database.Source);
        var one = new Discrepancy("kind-1", Category.Linear, Symbol.Parse("BTCUSDT"), new TradeId(Guid.NewGuid()), "A message.", IsHealed: false);
        Discrepancy[] others =
        [
            one with { Kind = "kind-2" },
            one with { Category = Category.Inverse },
            one with { Symbol = Symbol.Parse("ETHUSDT") },
            one with { TradeId = new TradeId(Guid.NewGuid()) },
            one with { TradeId = null },
        ];
        foreach (var open in (Discrepancy[])[one, .. others])
            Assert.True(await store.ReportAsync(open, Now, Token));

        await store.ResolveOthersAsync(["kind-1", "kind-2"], [one], Now.AddSeconds(1), Token);

        var rows = (await store.ListAsync(new PageRequest(), Token)).Items;
        Assert.Equal(
            [null, .. others.Select(static _ => (DateTimeOffset?)Now.AddSeconds(1))],
            rows.Reverse().Select(static row => row.ResolvedAt));
        Assert.Equal([one, .. others], rows.Reverse().Select(static row => row.Discrepancy));
    }

    [Fact]
    public async Task Condition_of_the_exchange_is_changed_by_one_at_a_time_with_its_notice()
    {
        var store = new PostgresExchangeConditionStore(database.Source);
        Assert.Equal(ExchangeCondition.Unknown, await store.ReadAsync(Token));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => store.ChangeAsync(
            before => new ExchangeConditionChange(
                new ExchangeCondition { Error = new ExchangeError((before.Error?.Code ?? 0) + 1, "Down.", RetryGuidance.RetryLater) },
                number == 3 ? new Notification(Severity.Warning, "exchange", "Down", "Down.", Once: "condition") : null),
            Now,
            Token)));

        Assert.Equal(8, (await store.ReadAsync(Token)).Error!.Code);
        Assert.Equal(
            Now.UtcDateTime, await database.ScalarAsync<DateTime>("select at from trading.notifications where once = 'condition'"));
    }

    private async Task<PortfolioState> PortfolioAsync(Symbol symbol, string strategy, DateTimeOffset now)
    {
        await using var scope = await _rows.OpenAsync(await _rows.SignalAsync(), LedgerRows.ADraft(symbol, strategy) with { Now = now });
        return scope.Portfolio;
    }

    private async Task<TradeId> EnterAsync(
        Symbol symbol, string strategy, DateTimeOffset at, bool isOver, Category category = Category.Linear)
    {
        var draft = LedgerRows.ADraft(symbol, strategy) with { Now = at, Category = category };
        var trade = (await _rows.ApproveAsync(await _rows.SignalAsync(), draft)).Id;
        if (isOver)
        {
            await _rows.Ledger.BookFillsAsync(trade, [LedgerRows.AFill(OrderRole.Entry, 0.5m, 100m)], at, Token);
            await _rows.Ledger.FinishAsync(
                trade, TradeCause.Settled, CloseReason.Manual, reason: null, LedgerRows.Line("settled"),
                new Notification(Severity.Info, "tradeClosed", "Over", "Over.", trade, "sample", $"finished:{trade}"), at, Token);
        }

        return trade;
    }
}
