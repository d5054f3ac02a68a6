using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.OptionTrades;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Options at an exchange that answers badly, under the hands of persons, and with rules that move their stops.</summary>
public sealed class OptionTroubleTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dropBefore")]
    [InlineData("dropAfter")]
    public async Task Lost_answers_to_entry_and_exit_buy_and_sell_once(string fault)
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with { TakeProfits = [] });
        var id = await ApproveAsync(fixture);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, fault);
        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.PlaceAsync(id));
        await fixture.PassAsync(TimeSpan.FromSeconds(25));
        await fixture.Driver.LookUpUntilPlacedAsync(id);
        var trade = await fixture.Driver.LookUntilBookedAsync(id);
        Assert.Equal(0.1m, trade.FilledQuantity);

        await PriceAsync(fixture, Market * 0.97m);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, fault);
        var closed = await OptionTrades.LookUntilClosedAsync(fixture, id);

        Assert.Equal((CloseReason.StopLoss, 0.1m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.Equal((await ClosedAsync(fixture, trade)).Pnl, closed.RealizedPnl);
        Assert.Single((await OrdersAsync(fixture, id, OrderRole.Exit)).Select(static order => order.LinkId).Distinct());
    }

    [Fact]
    public async Task Stop_that_was_passed_while_nobody_looked_closes_at_the_first_look()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await OpenTradeAsync(fixture);
        await PriceAsync(fixture, Market * 0.97m);
        await fixture.PassAsync(TimeSpan.FromHours(3));

        Assert.Equal(MonitorState.Closing, (await fixture.Driver.LookAsync(trade.Id)).State);
        Assert.Equal(CloseReason.StopLoss, (await OptionTrades.LookUntilClosedAsync(fixture, trade.Id)).CloseReason);
    }

    [Fact]
    public async Task Refused_exits_are_offered_for_less_and_less_until_one_is_taken()
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with { TakeProfits = [] });
        var trade = await OpenTradeAsync(fixture);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 3, retCode: 110017);
        await PriceAsync(fixture, Market * 0.97m);

        var closed = await OptionTrades.LookUntilClosedAsync(fixture, trade.Id);

        var exits = await OrdersAsync(fixture, trade.Id, OrderRole.Exit);
        Assert.Equal(CloseReason.StopLoss, closed.CloseReason);
        Assert.All(exits.Take(3), static exit => Assert.Equal(OrderStatus.Rejected, exit.Status));
        Assert.All(exits.Take(3).Zip(exits.Skip(1)), static pair => Assert.True(pair.Second.LimitPrice < pair.First.LimitPrice));
        Assert.Equal((await ClosedAsync(fixture, trade)).Pnl, closed.RealizedPnl);
    }

    [Fact]
    public async Task Option_that_a_person_sells_ends_as_closed_from_outside()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await OpenTradeAsync(fixture);

        await PersonAsync(fixture, trade.Symbol, OrderSide.Sell, 0.1m);
        var closed = await OptionTrades.LookUntilClosedAsync(fixture, trade.Id);

        Assert.Equal((CloseReason.External, (await ClosedAsync(fixture, trade)).Pnl), (closed.CloseReason, closed.RealizedPnl));
        Assert.Empty(await fixture.Exchange.GetOpenOrdersAsync(Category.Option, trade.Symbol, Token).RequireAsync());
    }

    [Fact]
    public async Task Option_that_a_person_holds_is_not_bought_too()
    {
        await using var fixture = await OpenAsync(database);
        var chosen = (await fixture.Driver.TradeAsync(await ApproveAsync(fixture))).Symbol;
        await using var other = await OpenAsync(database);
        await PersonAsync(other, chosen, OrderSide.Buy, 0.05m);

        var alert = await AlertAsync(other, SignalAction.Buy);
        await other.Driver.DecideAsync(alert);

        Assert.Equal(DenialCodes.ForeignPosition, (await other.Driver.SignalAsync(alert)).Reason?.Code);
    }

    [Fact]
    public async Task More_of_it_that_a_person_buys_stays_when_ours_is_closed_and_no_profit_is_compared()
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with { TakeProfits = [] });
        var trade = await OpenTradeAsync(fixture);
        await PersonAsync(fixture, trade.Symbol, OrderSide.Buy, 0.05m);
        await PriceAsync(fixture, Market * 0.97m);

        var closed = await OptionTrades.LookUntilClosedAsync(fixture, trade.Id);

        Assert.Equal((CloseReason.StopLoss, 0.1m), (closed.CloseReason, closed.ExitedQuantity));
        var left = Assert.Single(await fixture.Exchange.GetPositionsAsync(Category.Option, trade.Symbol, Token).RequireAsync());
        Assert.Equal(0.05m, left.Quantity);
    }

    [Fact]
    public async Task Stop_trails_the_premium_by_what_each_look_sees()
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with
        {
            TakeProfits = [],
            Trailing = new TrailingRule(Percent: 30),
        });
        var trade = await OpenTradeAsync(fixture);
        await PriceAsync(fixture, Market * 1.03m);
        var mark = (await TickerAsync(fixture, trade)).MarkPrice!.Value;

        var moved = await LookUntilStopMovedAsync(fixture, trade);

        Assert.InRange(moved.StopLoss!.Value, mark * 0.7m, (mark * 0.7m) + 5m);
        await PriceAsync(fixture, Market * 1.005m);
        var closed = await OptionTrades.LookUntilClosedAsync(fixture, trade.Id);
        Assert.Equal((CloseReason.StopLoss, (await ClosedAsync(fixture, trade)).Pnl), (closed.CloseReason, closed.RealizedPnl));
    }

    [Fact]
    public async Task Stop_goes_to_where_the_trade_ends_without_a_loss()
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with
        {
            TakeProfits = [],
            BreakEven = new BreakEvenRule(new ReachedRule(Percent: 20), OffsetPercent: 0),
        });
        var trade = await OpenTradeAsync(fixture);
        await PriceAsync(fixture, Market * 1.03m);

        var moved = await LookUntilStopMovedAsync(fixture, trade);

        // Twice the fee of the entry, and a step more at most.
        var paid = (await fixture.Ledger.ListFillsAsync(trade.Id, Token)).Sum(static fill => fill.Fee) / 0.1m;
        Assert.InRange(moved.StopLoss!.Value, moved.EntryPrice!.Value + (2 * paid), moved.EntryPrice.Value + (2 * paid) + 6m);
    }

    [Fact]
    public async Task Person_moves_the_stop_here_with_a_preview_that_comes_true_within_the_book()
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with { TakeProfits = [] });
        var trade = await OpenTradeAsync(fixture);
        var byHand = fixture.Service<StopByHand>();
        var stop = Rounding.Down(trade.EntryPrice!.Value * 0.9m, 5m);

        var possible = Assert.IsType<StopByHandAnswer.Possible>(await byHand.ReviewAsync(trade, stop, Token));
        Assert.True(await byHand.AskAsync(trade, possible, "tester", reason: null, Token));
        var moved = await LookUntilStopMovedAsync(fixture, trade);

        Assert.Equal(stop, moved.StopLoss);
        var gross = (stop - trade.EntryPrice.Value) * 0.1m;
        Assert.InRange(possible.Profit, gross - (2 * trade.Fees), gross - trade.Fees);
        Assert.IsType<StopByHandAnswer.Looser>(await byHand.ReviewAsync(moved, stop - 5m, Token));
    }

    [Fact]
    public async Task Limit_entry_goes_to_the_middle_follows_it_and_ends_at_the_market_within_its_bound()
    {
        await using var fixture = await OpenAsync(database, static strategy => strategy with
        {
            OrderType = OrderType.Limit,
            ChaseSeconds = 5,
            WhenUnfilled = UnfilledEntry.Market,
            EntryValidMinutes = 1,
            MaxSlippagePercent = 30,
        });
        var id = await ApproveAsync(fixture);
        var approved = await fixture.Driver.TradeAsync(id);
        var before = await TickerAsync(fixture, approved);
        Assert.Equal(Rounding.Down(before.MiddlePrice!.Value, 5m), approved.LimitPrice);
        await fixture.Driver.PlaceAsync(id);
        await fixture.Driver.LookAsync(id);

        await PriceAsync(fixture, Market * 1.004m);
        await fixture.PassAsync(TimeSpan.FromSeconds(6));
        await fixture.Driver.LookAsync(id);
        var middle = Rounding.Down((await TickerAsync(fixture, approved)).MiddlePrice!.Value, 5m);
        var chased = await fixture.Driver.TradeAsync(id);
        Assert.Equal((middle, EntryMoveCause.Chase), (chased.EntryMoved!.Price, chased.EntryMoved.Cause));
        Assert.True(middle > approved.LimitPrice);

        await fixture.PassAsync(TimeSpan.FromMinutes(1));
        var open = await fixture.Driver.LookUntilBookedAsync(id);
        Assert.Equal(EntryMoveCause.TimeOver, open.EntryMoved!.Cause);
        Assert.InRange(open.EntryPrice!.Value, middle, approved.Terms.WorstPrice!.Value);
    }

    [Fact]
    public async Task Option_that_no_trade_accounts_for_is_told()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await OpenTradeAsync(fixture);
        await PersonAsync(fixture, Sibling(trade.Symbol), OrderSide.Buy, 0.05m);

        await fixture.Service<TradingBot.Trading.Reconciliation.AccountReconciliation>().RunAsync(Token);
        await fixture.Service<TradingBot.Trading.Accounts.AccountRefresh>().RefreshAsync(Token);

        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "discrepancy");
        Assert.Contains(Sibling(trade.Symbol).Value, told.Body, StringComparison.Ordinal);
        var snapshot = await fixture.Service<Core.Accounts.IAccountJournal>().ReadSnapshotAsync(Token);
        Assert.Equal(2, snapshot!.Positions.Count(static position => position.Category == Category.Option));
    }

    private static Symbol Sibling(Symbol call) => Symbol.Parse(call.Value.Replace("-C-", "-P-", StringComparison.Ordinal));

    private static async Task PersonAsync(TradingFixture fixture, Symbol symbol, OrderSide side, decimal quantity)
    {
        var order = new OrderIntent
        {
            LinkId = OrderLinkId.Parse($"person-{Guid.NewGuid():N}"[..30]),
            Category = Category.Option,
            Symbol = symbol,
            Side = side,
            Type = OrderType.Market,
            Quantity = quantity,
        };
        Assert.IsType<SubmitOutcome.Accepted>(await fixture.Exchange.PlaceOrderAsync(order, Token));
        await fixture.Controls.SettledAsync();
    }

    private static async Task<TradeRecord> LookUntilStopMovedAsync(TradingFixture fixture, TradeRecord trade)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade.Id);
                await fixture.PassAsync(TimeSpan.FromMilliseconds(300));
                return await fixture.Driver.TradeAsync(trade.Id) is { AskedStop: null, MovedStopLoss: { } moved, StopLoss: { } stop }
                    && moved == stop;
            },
            "The stop never moved",
            cancellationToken: Token);
        return await fixture.Driver.TradeAsync(trade.Id);
    }
}
