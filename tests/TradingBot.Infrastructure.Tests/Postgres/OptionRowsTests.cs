using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>A trade whose alerts call it by another symbol than its own: an option that was chosen for alerts of its underlying.</summary>
public sealed class OptionRowsTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private static int _contracts;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_symbols_are_kept_and_found()
    {
        var (put, underlying, strategy) = (NewContract('P'), LedgerRows.NewSymbol(), NewStrategy());

        var trade = await OpenAsync(put, underlying, strategy);

        var kept = (await _rows.Ledger.FindAsync(trade.Id, Token))!;
        Assert.Equal((put, underlying, Now.AddDays(3)), (kept.Symbol, kept.SignalSymbol, kept.CloseBy));
        Assert.Equal((Direction.Long, Direction.Short), (kept.Direction, kept.Stance));
        foreach (var symbol in new[] { put, underlying })
        {
            var found = await _rows.Ledger.ListAsync(new TradeFilter(Symbol: symbol.Value), new PageRequest(10), Token);
            Assert.Equal(trade.Id, Assert.Single(found.Items).Id);
        }
    }

    [Fact]
    public async Task Trade_that_its_alerts_call_by_its_own_symbol_is_its_own()
    {
        var symbol = LedgerRows.NewSymbol();

        var kept = (await _rows.Ledger.FindAsync(await _rows.TradeAsync(symbol), Token))!;

        Assert.Equal((symbol, null, Direction.Long), (kept.SignalSymbol, kept.CloseBy, kept.Stance));
    }

    /// <summary>What alerts mean to each other depends on the side that they close: the one of the alert that opened it.</summary>
    [Theory]
    [InlineData('C', Direction.Long)]
    [InlineData('P', Direction.Short)]
    public async Task Alert_of_the_underlying_finds_what_it_holds(char kind, Direction side)
    {
        var (call, underlying, strategy) = (NewContract(kind), LedgerRows.NewSymbol(), NewStrategy());
        var trade = await OpenAsync(call, underlying, strategy);
        var exit = await SignalAsync(underlying, strategy);
        var record = (await _rows.Journal.FindAsync(exit, Token))!;

        Assert.False(await _rows.Ledger.EndFlatAsync(
            record, SignalStatus.Completed, new Denial(DenialCodes.AlreadyFlat, "Flat."), known: null, Now, Token));
        Assert.False(await _rows.Ledger.AcceptClosingAsync(exit, [], seen: [], keepsDryRun: false, Now, Token));
        Assert.True(await _rows.Ledger.AcceptClosingAsync(exit, [trade.Id], [trade.Id], keepsDryRun: false, Now, Token));
        Assert.Equal(side, (await _rows.Journal.FindAsync(exit, Token))!.ChangedSide);
    }

    [Fact]
    public async Task Next_decision_sees_the_underlying_and_when_it_was_entered()
    {
        var (call, underlying, strategy) = (NewContract('C'), LedgerRows.NewSymbol(), NewStrategy());
        var trade = await OpenAsync(call, underlying, strategy);
        var other = LedgerRows.ADraft(NewContract('P'), strategy) with { SignalSymbol = underlying, Category = Category.Option };

        await using var scope = await _rows.OpenAsync(await SignalAsync(underlying, strategy), other);

        Assert.Equal(Now, scope.Portfolio.LastEntryAt);
        var open = Assert.Single(scope.Portfolio.Open, open => open.Trade == trade.Id);
        Assert.Equal((call, underlying), (open.Symbol, open.SignalSymbol));
    }

    [Fact]
    public async Task Delivery_for_nothing_is_booked()
    {
        var trade = await OpenAsync(NewContract('C'), LedgerRows.NewSymbol(), NewStrategy());
        await _rows.Ledger.BookFillsAsync(trade.Id, [LedgerRows.AFill(OrderRole.Entry, 0.5m, 100m)], Now, Token);

        await _rows.Ledger.BookFillsAsync(trade.Id, [LedgerRows.AFill(OrderRole.Exit, 0.5m, 0m, second: 1)], Now, Token);

        var kept = (await _rows.Ledger.FindAsync(trade.Id, Token))!;
        Assert.Equal((0m, 0m, -50.05m), (kept.OpenQuantity, kept.ExitPrice, kept.RealizedPnl));
    }

    private async Task<TradeRecord> OpenAsync(Symbol contract, Symbol underlying, string strategy)
    {
        var draft = LedgerRows.ADraft(contract, strategy) with
        {
            Category = Category.Option,
            SignalSymbol = underlying,
            CloseBy = Now.AddDays(3),
        };
        return await _rows.ApproveAsync(await SignalAsync(underlying, strategy), draft);
    }

    private Task<Core.Identifiers.SignalId> SignalAsync(Symbol symbol, string strategy) => _rows.SignalAsync(
        signal => signal with { Strategy = strategy, Category = Category.Option, Signal = signal.Signal! with { Symbol = symbol } });

    private static string NewStrategy() => $"options-{Guid.NewGuid():N}";

    private static Symbol NewContract(char kind) =>
        Symbol.Parse($"T-27MAR27-{Interlocked.Increment(ref _contracts) * 100}-{kind}-USDT");
}
