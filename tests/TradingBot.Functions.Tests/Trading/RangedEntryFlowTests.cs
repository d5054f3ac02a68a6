using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Size, stop and target by average true ranges, taken from the bars of the exchange when the entry is decided.</summary>
public sealed class RangedEntryFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static readonly AtrBars Fast = new(14, CandleInterval.Minute5);
    private static readonly AtrBars Slow = new(20, CandleInterval.Minute15);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Linear, Direction.Long)]
    [InlineData(Category.Linear, Direction.Short)]
    [InlineData(Category.Inverse, Direction.Long)]
    [InlineData(Category.Inverse, Direction.Short)]
    [InlineData(Category.Spot, Direction.Long)]
    public async Task Entry_is_sized_and_protected_by_ranges_and_ends_at_its_target(Category category, Direction side)
    {
        await using var stops = await MovingStops.OpenAsync(
            database,
            static strategy => strategy with
            {
                Sizing = new Sizing(SizingMode.AtrRisk, 0.05m, Fast),
                StopLoss = new PriceDistance(Atr: new AtrRule(40, Slow)),
                TakeProfits = [new TakeProfitRule(new PriceDistance(Atr: new AtrRule(30, Fast)), 100)],
            },
            category);
        var (fast, slow) = (await RangeAsync(Fast), await RangeAsync(Slow));
        var equity = (await stops.Fixture.Exchange.GetBalanceAsync(Token).RequireAsync()).TotalEquity;

        var trade = await stops.EnterAsync(side);

        var (entry, sign) = (trade.ReferencePrice, side.Sign());
        var market = (await stops.Fixture.Exchange.FindInstrumentAsync(category, trade.Symbol, Token).RequireAsync())!;
        Assert.Equal(Toward(entry - (sign * 40 * slow), side), trade.PlannedStopLoss);
        Assert.Equal(Toward(entry + (sign * 30 * fast), side.Opposite()), Assert.Single(trade.Targets).Price);
        // Between the loss without fees and with all of them.
        var move = category == Category.Inverse ? fast / entry : fast;
        var fees = (category == Category.Inverse ? 1 : entry) * 0.0025m;
        Assert.InRange(trade.Quantity, (equity * 0.0005m / (move + fees)) - market.QuantityStep, equity * 0.0005m / move);

        await stops.PriceAsync(trade.Targets[0].Price + (sign * market.TickSize));
        var closed = await stops.Fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((CloseReason.TakeProfit, true), (closed.CloseReason, closed.RealizedPnl > 0));
        Assert.Empty(await stops.Fixture.Driver.DiscrepanciesAsync());

        // A price below the entry is rounded up and one above it down.
        decimal Toward(decimal price, Direction below) =>
            below == Direction.Long ? Rounding.Up(price, market.TickSize) : Rounding.Down(price, market.TickSize);

        async Task<decimal> RangeAsync(AtrBars bars)
        {
            var symbol = category == Category.Inverse ? "BTCUSD" : "BTCUSDT";
            var candles = await stops.Fixture.Exchange.GetCandlesAsync(
                category, Symbol.Parse(symbol), bars.Interval, AverageTrueRange.BarsFor(bars.Length), Token).RequireAsync();
            return AverageTrueRange.Of(candles, bars.Length)!.Value;
        }
    }
}
