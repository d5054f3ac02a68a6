using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;
using static TradingBot.Functions.Tests.Trading.AddingAlerts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Profit and stops of a position of which a part was closed before more was added, beside what the exchange reckons.</summary>
public sealed class AdditionFiguresTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const string Amend = "/v5/order/amend";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Linear, SignalAction.Buy, 1.01, 1.02, 1.03)]
    [InlineData(Category.Linear, SignalAction.Buy, 0.99, 0.985, 1.01)]
    [InlineData(Category.Linear, SignalAction.Sell, 0.99, 0.98, 0.97)]
    [InlineData(Category.Inverse, SignalAction.Buy, 1.01, 1.02, 1.03)]
    [InlineData(Category.Inverse, SignalAction.Sell, 0.99, 0.98, 0.99)]
    public async Task What_a_part_has_made_stays_when_more_is_added_and_all_comes_to_what_the_exchange_says(
        Category category, SignalAction action, double partAt, double addAt, double closeAt)
    {
        await using var fixture = await OpenAsync(database, category, static strategy => strategy with { TakeProfits = [] });
        var first = await OpenTradeAsync(fixture, category, action);
        await PriceAsync(fixture, category, first, partAt);
        await ReduceAsync(fixture, first, category, 40);
        var reduced = await fixture.Driver.TradeAsync(first.Id);
        var made = Assert.Single(await ClosedAsync(fixture, first));
        // The fee of what is still open is paid already.
        Assert.NotEqual(0m, reduced.RealizedPnl);

        await PriceAsync(fixture, category, first, addAt);
        await AddAsync(fixture, category, first.Direction);
        var added = await LookUntilAddedAsync(fixture, first.Id);

        var fee = added.Fees - reduced.Fees;
        Assert.Equal((1, first.Quantity * 1.6m), (added.Additions, added.OpenQuantity));
        Assert.True(fee > 0, "The addition cost no fee.");
        Assert.Equal(reduced.RealizedPnl - fee, added.RealizedPnl);
        Assert.Equal(made.Pnl, Assert.Single(await ClosedAsync(fixture, first)).Pnl);

        await PriceAsync(fixture, category, first, closeAt);
        await fixture.Driver.CloseAsync(first.Id);
        var closed = await fixture.Driver.LookUntilClosedAsync(first.Id);

        var rows = await ClosedAsync(fixture, first);
        Assert.Equal((2, closed.ExitedQuantity), (rows.Count, rows.Sum(static row => row.Quantity)));
        Assert.Equal(rows.Sum(static row => row.Pnl), closed.RealizedPnl);
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
    }

    [Theory]
    [InlineData(Category.Linear, SignalAction.Buy, 1.01, 1.02)]
    [InlineData(Category.Linear, SignalAction.Buy, 0.995, 0.99)]
    [InlineData(Category.Linear, SignalAction.Sell, 0.99, 0.98)]
    [InlineData(Category.Inverse, SignalAction.Buy, 1.01, 1.02)]
    [InlineData(Category.Inverse, SignalAction.Sell, 0.99, 0.98)]
    public async Task Break_even_lies_where_the_exchange_says_that_what_is_open_was_entered_or_nearer(
        Category category, SignalAction action, double partAt, double addAt)
    {
        await using var fixture = await OpenAsync(database, category, static strategy => strategy with
        {
            TakeProfits = [],
            BreakEven = new BreakEvenRule(new ReachedRule(Percent: 4), OffsetPercent: 0),
        });
        var first = await OpenTradeAsync(fixture, category, action);
        await PriceAsync(fixture, category, first, partAt);
        await ReduceAsync(fixture, first, category, 50);
        await PriceAsync(fixture, category, first, addAt);
        await AddAsync(fixture, category, first.Direction);
        var added = await LookUntilAddedAsync(fixture, first.Id);
        // The bar of the entry has prices from before it.
        await fixture.PassAsync(TimeSpan.FromMinutes(1));

        await PriceAsync(fixture, category, first, action == SignalAction.Buy ? 1.05 : 0.95);
        await LookUntilAsync(fixture, first, now => now.AskedStop is null && now.MovedStopLoss != added.MovedStopLoss);

        var (now, standing) = (await fixture.Driver.TradeAsync(first.Id), (await StandingAsync(fixture, category))!);
        Assert.Equal((TradeStatus.Open, now.OpenQuantity, now.StopLoss), (now.Status, standing.Quantity, standing.StopLoss));
        Assert.False(
            first.IsLooser(standing.StopLoss!.Value, standing.EntryPrice),
            $"The stop stands at {standing.StopLoss}; what is open was entered at {standing.EntryPrice}.");
        Assert.InRange(Math.Abs(standing.StopLoss.Value - standing.EntryPrice) / standing.EntryPrice, 0.0009m, 0.0013m);
    }

    [Fact]
    public async Task Stops_of_all_parts_of_a_spot_position_with_ten_targets_are_moved_in_one_look()
    {
        await using var fixture = await OpenAsync(database, Category.Spot, static strategy => strategy with
        {
            TakeProfits = [.. Enumerable.Range(4, 10).Select(static far => new TakeProfitRule(new PriceDistance(Percent: far), 10))],
            BreakEven = new BreakEvenRule(new ReachedRule(Percent: 2), OffsetPercent: 0),
        });
        var first = await OpenTradeAsync(fixture, Category.Spot);
        foreach (var _ in (int[])[1, 2])
        {
            await AddAsync(fixture, Category.Spot);
            await LookUntilAddedAsync(fixture, first.Id);
        }

        Assert.Equal(10, (await fixture.Driver.TradeAsync(first.Id)).Targets.Count);
        Assert.Equal(3, (await StopsAsync(fixture)).Count);
        await fixture.PassAsync(TimeSpan.FromMinutes(1));
        var asked = (await fixture.Controls.TextsAsync(Amend)).Count;
        await PriceAsync(fixture, Category.Spot, first, 1.025);

        await fixture.Driver.LookAsync(first.Id);

        Assert.Equal(3, (await fixture.Controls.TextsAsync(Amend)).Count - asked);
        await fixture.PassAsync(TimeSpan.Zero);
        var stops = await StopsAsync(fixture);
        var wanted = (await fixture.Driver.TradeAsync(first.Id)).AskedStop!.Price;
        Assert.True(first.IsLooser(first.StopLoss!.Value, wanted));
        Assert.Equal([wanted, wanted, wanted], stops.Select(static stop => stop.TriggerPrice));
        Assert.InRange(stops.Sum(static stop => stop.Quantity), 0.0299m, 0.03m);
    }

    private static async Task ReduceAsync(TradingFixture fixture, TradeRecord trade, Category category, decimal percent)
    {
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var alert = await fixture.Driver.AlertAsync(
            signal => signal with { Symbol = trade.Symbol, Action = SignalAction.Reduce, Reduce = Portion.Percent(percent) },
            category: category);
        await PartialExitAlerts.DecideAsync(fixture, alert);
        await LookUntilAsync(fixture, trade, static now => now is { Reduction: null, ExitedQuantity: > 0 });
    }

    private static async Task<IReadOnlyList<ClosedPnl>> ClosedAsync(TradingFixture fixture, TradeRecord trade) =>
        await fixture.Exchange.GetClosedPnlAsync(trade.Category, trade.Symbol, trade.CreatedAt.AddMinutes(-1), Token).RequireAsync();

    private static async Task<IReadOnlyList<ExchangeOrder>> StopsAsync(TradingFixture fixture) =>
    [
        .. (await fixture.Exchange.GetOpenOrdersAsync(Category.Spot, TradeDriver.Btc, Token).RequireAsync())
            .Where(static order => order.TriggerPrice is not null),
    ];

    private static Task PriceAsync(TradingFixture fixture, Category category, TradeRecord trade, double of) =>
        fixture.Controls.PriceAsync(
            decimal.Round(trade.EntryPrice!.Value * (decimal)of, 1), EnumNames.Write(category), trade.Symbol.Value);

    private static Task LookUntilAsync(TradingFixture fixture, TradeRecord trade, Func<TradeRecord, bool> isWanted) =>
        TargetLadders.LookUntilAsync(fixture, trade, isWanted, TimeSpan.FromSeconds(1.1));
}
