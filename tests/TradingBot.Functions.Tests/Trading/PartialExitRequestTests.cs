using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What asking for a part of a trade comes to, and at which price the part and the rest are judged.</summary>
public sealed class PartialExitRequestTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // 0.005 of 0.01 that were bought at 68,000; of coins a thousandth went for the fee, and their stop is at 66,640.
    [Theory]
    [InlineData(Category.Linear, 80_000, 340, "Asked")]
    [InlineData(Category.Linear, 80_000, 341, "TooSmall")]
    [InlineData(Category.Linear, 60_000, 300, "Asked")]
    [InlineData(Category.Linear, 60_000, 301, "TooSmall")]
    [InlineData(Category.Spot, 80_000, 332, "Asked")]
    [InlineData(Category.Spot, 80_000, 333, "Whole")]
    [InlineData(Category.Spot, 60_000, 299, "Asked")]
    [InlineData(Category.Spot, 60_000, 300, "Whole")]
    public async Task Part_is_judged_by_the_lower_of_both_prices_and_the_rest_of_coins_where_their_stop_stands(
        Category category, int price, int smallest, string answer)
    {
        await using var fixture = await OpenAsync(category);
        var trade = await fixture.Driver.OpenAsync() with { EntryPrice = 68_000m, PlannedStopLoss = 66_640m };
        var market = AlteredExchange<Instrument?>.Of(
            fixture.Exchange, nameof(IExchange.FindInstrumentAsync), found => found! with { MinNotional = smallest });
        var priced = AlteredExchange<Ticker>.Of(
            market, nameof(IExchange.GetTickerAsync), ticker => ticker with { LastPrice = price });

        Assert.Equal(answer, await AskAsync(fixture, trade, priced));

        var after = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal(answer == "Asked" ? 0.005m : null, after.Reduction?.Quantity);
        Assert.Null(after.CloseRequestedAt);
    }

    [Theory]
    [InlineData(OrderType.Market, "filled", "0.01", "Asked")]
    [InlineData(OrderType.Market, "partiallyFilled", "0.01", "Busy")]
    [InlineData(OrderType.Limit, "partiallyFilled", "0.01", "Asked")]
    // The order tells of more than the books have.
    [InlineData(OrderType.Limit, "filled", "0.02", "Busy")]
    public async Task Part_of_an_entry_waits_until_what_is_filled_of_it_is_in_the_books(
        OrderType type, string status, string filled, string answer)
    {
        await using var fixture = await OpenAsync(Category.Linear);
        var trade = await fixture.Driver.OpenAsync() with { OrderType = type };
        await database.ExecuteAsync(
            $"update trading.orders set quantity = 0.02, status = '{status}', filled_quantity = {filled} where role = 'entry'");

        Assert.Equal(answer, await AskAsync(fixture, trade, fixture.Exchange));
    }

    [Fact]
    public async Task Part_of_a_limit_entry_of_which_the_exchange_has_just_filled_more_waits()
    {
        await using var fixture = await OpenAsync(Category.Linear);
        var trade = await fixture.Driver.OpenAsync() with { OrderType = OrderType.Limit };
        await database.ExecuteAsync("update trading.orders set quantity = 0.02, status = 'partiallyFilled' where role = 'entry'");
        var further = AlteredExchange<ExchangeOrder?>.Of(
            fixture.Exchange, nameof(IExchange.FindOrderAsync), static order => order! with { FilledQuantity = 0.011m });

        Assert.Equal("Busy", await AskAsync(fixture, trade, further));
    }

    [Fact]
    public async Task Part_of_what_is_closing_missing_or_not_held_is_not_asked_for()
    {
        await using var fixture = await OpenAsync(Category.Linear);
        var trade = await fixture.Driver.OpenAsync();
        var less = AlteredExchange<IReadOnlyList<ExchangePosition>>.Of(
            fixture.Exchange,
            nameof(IExchange.GetPositionsAsync),
            static positions => [.. positions.Select(static position => position with { Quantity = 0.009m })]);
        var delisted = AlteredExchange<Instrument?>.Of(fixture.Exchange, nameof(IExchange.FindInstrumentAsync), static _ => null);

        Assert.Equal("Busy", await AskAsync(fixture, trade with { CloseRequestedAt = trade.CreatedAt }, fixture.Exchange));
        Assert.Equal(
            "Busy", await AskAsync(fixture, trade with { Reduction = new Reduction(0.001m, 0, trade.CreatedAt) }, fixture.Exchange));
        Assert.Equal("Busy", await AskAsync(fixture, trade, less));
        Assert.Equal("Busy", await AskAsync(fixture, trade, delisted));
        // The fill is booked before its order is known to have ended.
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade.Id);
                return (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Entry)).Status == OrderStatus.Filled;
            },
            "The entry was never seen as filled",
            cancellationToken: Token);
        Assert.Equal("NothingHeld", await AskAsync(fixture, trade with { ExitedQuantity = trade.FilledQuantity }, fixture.Exchange));

        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).Reduction);
    }

    private static async Task<string> AskAsync(TradingFixture fixture, TradeRecord trade, IExchange exchange)
    {
        using var wallet = new RecentWallet(exchange, fixture.Clock);
        var spot = new SpotPositions(
            exchange, fixture.Ledger, new UnansweredOrder(exchange, fixture.Ledger, fixture.Clock), wallet, fixture.Clock);
        var request = new PartialExitRequest(exchange, fixture.Ledger, fixture.KeepingsOf(exchange, spot, fixture.Clock), fixture.Clock);
        var answer = await request.AskAsync(
            trade, Portion.Amount(0.005m), signal: null, targets: [],
            static quantity => TradeEvents.ReduceRequestedByPerson("tester", reason: null, quantity), Token);
        return answer.GetType().Name;
    }

    private async Task<TradingFixture> OpenAsync(Category category)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(strategy => category == Category.Spot ? RestingEntry.Spot(strategy) : strategy);
        return fixture;
    }
}
