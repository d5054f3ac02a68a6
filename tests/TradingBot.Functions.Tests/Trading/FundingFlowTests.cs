using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Positions;
using TradingBot.Trading.Reconciliation;
using TradingBot.Trading.Settlement;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Funding that the exchange settles while a trade is open belongs to its result: all of it, once, and no other.</summary>
public sealed class FundingFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Linear, SignalAction.Buy, "0.0001")]
    [InlineData(Category.Linear, SignalAction.Buy, "-0.000761")]
    [InlineData(Category.Linear, SignalAction.Sell, "0.0001")]
    [InlineData(Category.Linear, SignalAction.Sell, "-0.000761")]
    [InlineData(Category.Inverse, SignalAction.Buy, "0.0001")]
    [InlineData(Category.Inverse, SignalAction.Buy, "-0.000761")]
    [InlineData(Category.Inverse, SignalAction.Sell, "0.0001")]
    [InlineData(Category.Inverse, SignalAction.Sell, "-0.000761")]
    public async Task Result_is_the_exchanges_profit_less_what_was_paid(Category category, SignalAction action, string rate)
    {
        await using var fixture = await OpenAsync(category);
        var symbol = SymbolOf(category);
        var trade = await EnterAsync(fixture, symbol, action);
        await PayAsync(fixture, category, decimal.Parse(rate));
        await LookUntilFundedAsync(fixture, trade.Id, payments: 1);
        await fixture.Controls.PriceAsync(decimal.Round(trade.EntryPrice!.Value, 1) + 100m, Word(category), symbol.Value);
        await PayAsync(fixture, category, 0.00005m);
        await LookUntilFundedAsync(fixture, trade.Id, payments: 2);

        await fixture.Driver.CloseAsync(trade.Id);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        var paid = await PaidAsync(fixture, category);
        Assert.Equal(2, paid.Count);
        Assert.Equal((await ProfitAsync(fixture, category)) - paid.Sum(), closed.RealizedPnl);
        Assert.Equal(paid.Sum(), closed.Funding);
        Assert.Equal(action == SignalAction.Buy == decimal.Parse(rate) > 0, paid[0] > 0);
        Assert.Equal(category == Category.Inverse ? "BTC" : "USDT", closed.SettleCoin);
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
        var story = await StoryAsync(fixture, trade.Id);
        Assert.Equal(paid, story.Funding.Select(static payment => payment.PositionAmount));
        Assert.All(story.Funding, payment => Assert.Equal(closed.SettleCoin, payment.Coin));
        var words = story.Events.Where(static line => line.Kind == TradeEventKinds.Funding).Select(static line => line.Message).ToList();
        Assert.StartsWith(paid[0] > 0 ? "Funding paid: " : "Funding received: ", words[0], StringComparison.Ordinal);
        Assert.EndsWith(
            $" {closed.SettleCoin} at {(decimal.Parse(rate) > 0 ? "0.01" : "0.0761")} %.", words[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_again_and_again_books_a_payment_once()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await PayAsync(fixture, Category.Linear, 0.0001m);
        await LookUntilFundedAsync(fixture, trade.Id, payments: 1);

        for (var look = 0; look < 3; look++)
            await fixture.Driver.LookAsync(trade.Id);

        var story = await StoryAsync(fixture, trade.Id);
        Assert.Equal(Assert.Single(await PaidAsync(fixture, Category.Linear)), story.Trade.Funding);
        Assert.Single(story.Events, static line => line.Kind == TradeEventKinds.Funding);
    }

    [Fact]
    public async Task Funding_of_a_shared_position_is_the_trades_in_proportion_to_its_part()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.03m);
        await Eventually.TrueAsync(
            async () => (await fixture.Driver.PositionAsync())?.Quantity == 0.04m, "The other part never stood", cancellationToken: Token);

        await PayAsync(fixture, Category.Linear, 0.0001m);
        await LookUntilFundedAsync(fixture, trade.Id, payments: 1);

        var whole = Assert.Single(await PaidAsync(fixture, Category.Linear));
        var story = await StoryAsync(fixture, trade.Id);
        Assert.Equal(whole / 4, story.Trade.Funding);
        Assert.Contains(
            story.Events, static line => line.Message.EndsWith("the trade's part: 0.01 of the 0.04 that stood.", StringComparison.Ordinal));
        await fixture.Driver.CloseAsync(trade.Id);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal((await ProfitAsync(fixture, Category.Linear)) - (whole / 4), closed.RealizedPnl);
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
    }

    [Fact]
    public async Task Part_that_was_closed_before_pays_no_more()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.006m);
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade.Id);
                return (await fixture.Driver.TradeAsync(trade.Id)).ExitedQuantity == 0.006m;
            },
            "The part was never booked",
            cancellationToken: Token);

        await PayAsync(fixture, Category.Linear, 0.0001m);
        await LookUntilFundedAsync(fixture, trade.Id, payments: 1);

        var payment = Assert.Single((await StoryAsync(fixture, trade.Id)).Funding);
        Assert.Equal(0.004m, payment.PositionQuantity);
        Assert.Equal(payment.PositionAmount, (await fixture.Driver.TradeAsync(trade.Id)).Funding);
    }

    [Fact]
    public async Task Funding_before_the_entry_and_after_the_exit_is_somebody_elses()
    {
        await using var fixture = await OpenAsync();
        await PayForAnotherAsync(fixture);
        var trade = await fixture.Driver.OpenAsync();
        await PayAsync(fixture, Category.Linear, 0.0001m);
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Flat);
        await PayForAnotherAsync(fixture);

        await fixture.Driver.SettleAsync(trade.Id);
        await fixture.Service<LateFunding>().RunAsync(Token);

        var paid = await PaidAsync(fixture, Category.Linear);
        Assert.Equal(3, paid.Count);
        var closed = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal(paid[1], closed.Funding);
        Assert.Equal(closed.Funding, Assert.Single((await StoryAsync(fixture, trade.Id)).Funding).PositionAmount);
    }

    [Theory]
    [InlineData(Category.Linear, "USDT")]
    [InlineData(Category.Inverse, "BTC")]
    public async Task Payment_listed_between_the_exit_and_the_settlement_is_settled_with_the_trade(Category category, string coin)
    {
        await using var fixture = await OpenAsync(category);
        var trade = await EnterAsync(fixture, SymbolOf(category), SignalAction.Buy);
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Flat);

        await SettleAsync(fixture, trade.Id, WithLate(fixture, trade));

        await AssertLateAsync(fixture, trade.Id, category);
        var told = $"and 0.25 {coin} of funding paid.";
        Assert.Contains((await StoryAsync(fixture, trade.Id)).Events, line => line.Message.EndsWith(told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Payment_listed_after_the_settlement_is_found_until_five_minutes_later()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Driver.LookUntilClosedAsync(trade.Id);
        var reads = 0;
        var counted = AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
            fixture.Exchange, nameof(IExchange.GetExecutionsAsync), rows => { reads++; return rows; });
        var late = new LateFunding(counted, fixture.Ledger, fixture.Clock);
        await late.RunAsync(Token);
        await late.RunAsync(Token);
        // Nothing is noted yet: from a noted moment on, what was paid long before is not read again.
        Assert.Equal((2, null), (reads, (await fixture.Driver.TradeAsync(trade.Id)).ExecutionsReadAt));

        await new LateFunding(WithLate(fixture, trade), fixture.Ledger, fixture.Clock).RunAsync(Token);

        await AssertLateAsync(fixture, trade.Id);
        await fixture.PassAsync(LateFunding.Within + TimeSpan.FromSeconds(1));
        await late.RunAsync(Token);
        await late.RunAsync(Token);
        Assert.Equal(3, reads);
        await AssertLateAsync(fixture, trade.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exchange_whose_profit_holds_the_funding_agrees_as_well(bool isOff)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await PayAsync(fixture, Category.Linear, 0.0001m);
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Flat);
        var paid = Assert.Single(await PaidAsync(fixture, Category.Linear)) + (isOff ? 0.00000002m : 0m);
        var exchange = AlteredExchange<IReadOnlyList<ClosedPnl>>.Of(
            fixture.Exchange, nameof(IExchange.GetClosedPnlAsync), rows => [.. rows.Select(row => row with { Pnl = row.Pnl - paid })]);

        await SettleAsync(fixture, trade.Id, exchange);

        Assert.Equal(isOff, (await fixture.Driver.DiscrepanciesAsync()).Any(static row => row.Kind == "closedPnl"));
    }

    private async Task<TradingFixture> OpenAsync(Category category = Category.Linear)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        if (category == Category.Inverse)
            await fixture.Controls.ResetAsync(("BTC", "0.5"));
        await fixture.Driver.StrategyAsync(strategy => category == Category.Linear ? strategy : strategy with
        {
            Category = category,
            Symbols = [SymbolOf(category)],
            Sizing = new Sizing(SizingMode.FixedQuantity, 1000m),
        });
        return fixture;
    }

    private static async Task<TradeRecord> EnterAsync(TradingFixture fixture, Symbol symbol, SignalAction action)
    {
        var signal = await fixture.Driver.AlertAsync(alert => alert with { Action = action, Symbol = symbol });
        var answer = await fixture.Driver.ActAsync(signal);
        Assert.True(answer.TradeId is not null, $"Denied: {(await fixture.Driver.SignalAsync(signal)).Reason}");
        return await fixture.Driver.LookUntilBookedAsync(new TradeId(answer.TradeId.Value));
    }

    private static Task PayAsync(TradingFixture fixture, Category category, decimal rate) =>
        fixture.Controls.FundingAsync(rate, Word(category), SymbolOf(category).Value);

    // A position of a person, opened, charged and closed again.
    private static async Task PayForAnotherAsync(TradingFixture fixture)
    {
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.02m);
        await Eventually.TrueAsync(
            async () => (await fixture.Driver.PositionAsync())?.Quantity == 0.02m, "The position never stood", cancellationToken: Token);
        await PayAsync(fixture, Category.Linear, 0.0003m);
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.02m);
        await Eventually.TrueAsync(
            async () => await fixture.Driver.PositionAsync() is null, "The position never went", cancellationToken: Token);
    }

    private static Task LookUntilFundedAsync(TradingFixture fixture, TradeId trade, int payments) => Eventually.TrueAsync(
        async () =>
        {
            await fixture.Driver.LookAsync(trade);
            return (await StoryAsync(fixture, trade)).Funding.Count == payments;
        },
        "The funding was never booked", cancellationToken: Token);

    private static Task SettleAsync(TradingFixture fixture, TradeId trade, IExchange exchange)
    {
        var (told, notices) = (fixture.Service<IDiscrepancyStore>(), fixture.Service<INotificationStore>());
        var settlement = new TradeSettlement(exchange, fixture.Ledger, told, notices, fixture.Clock);
        return Eventually.TrueAsync(
            () => settlement.SettleAsync(trade, isLastTry: false, Token), "The exchange's profit never came", cancellationToken: Token);
    }

    // The exchange lists 0.25 of the settle coin that were paid while the trade was open.
    private static IExchange WithLate(TradingFixture fixture, TradeRecord trade) => AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
        fixture.Exchange,
        nameof(IExchange.GetExecutionsAsync),
        rows =>
        [
            .. rows,
            rows[0] with
            {
                ExecId = "late", ExecType = "Funding", LinkId = null, Fee = 0.25m, FeeRate = null,
                Quantity = trade.FilledQuantity, At = trade.OpenedAt!.Value.AddMilliseconds(1),
            },
        ]);

    private static async Task AssertLateAsync(TradingFixture fixture, TradeId trade, Category category = Category.Linear)
    {
        var closed = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((TradeStatus.Closed, 0.25m), (closed.Status, closed.Funding));
        Assert.Equal((await ProfitAsync(fixture, category)) - 0.25m, closed.RealizedPnl);
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
    }

    private static async Task<TradeStory> StoryAsync(TradingFixture fixture, TradeId trade) =>
        await fixture.Ledger.ReadStoryAsync(trade, Token) ?? throw new InvalidOperationException("The trade is gone.");

    // What the exchange's own account book took for funding, oldest first.
    private static async Task<IReadOnlyList<decimal>> PaidAsync(TradingFixture fixture, Category category) =>
        await fixture.Exchange.GetTransactionsAsync(fixture.Clock.GetUtcNow().AddHours(-1), Token)
            is ExchangeResult<IReadOnlyList<AccountTransaction>>.Success { Value: var lines }
            ? [.. lines.Where(line => line.Type == "SETTLEMENT" && line.Category == category).Select(static line => -line.Funding)]
            : throw new InvalidOperationException("No answer.");

    private static async Task<decimal> ProfitAsync(TradingFixture fixture, Category category) =>
        await fixture.Exchange.GetClosedPnlAsync(category, SymbolOf(category), fixture.Clock.GetUtcNow().AddHours(-1), Token)
            is ExchangeResult<IReadOnlyList<ClosedPnl>>.Success { Value: var rows }
            ? rows.Sum(static row => row.Pnl)
            : throw new InvalidOperationException("No answer.");

    private static Symbol SymbolOf(Category category) => category == Category.Inverse ? Symbol.Parse("BTCUSD") : TradeDriver.Btc;

    private static string Word(Category category) => category == Category.Inverse ? "inverse" : "linear";
}
