using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.TargetLadders;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// A position that was closed at the exchange, and opened anew by a person on the same side before the bot looked again: the trade ends,
/// and what the person holds is left alone.
/// </summary>
public sealed class ReopenedByOthersTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("100", 0.005)]
    [InlineData("100", 0.01)]
    [InlineData("100", 0.02)]
    [InlineData("50 50", 0.005)]
    [InlineData("50 50", 0.01)]
    public async Task Stop_closes_all_and_a_person_buys_again(string closes, double bought)
    {
        var targets = closes.Split(' ').Select(static (close, index) => (1m + index, decimal.Parse(close)));
        await using var fixture = await OpenAsync(database, [.. targets]);
        var trade = await OpenTradeAsync(fixture);
        await fixture.Controls.PriceAsync(trade.StopLoss!.Value - 50);
        await fixture.Controls.SettledAsync();
        await fixture.Driver.HandAsync(OrderSide.Buy, (decimal)bought);

        var closed = await EndAsync(fixture, trade);

        Assert.Equal((CloseReason.StopLoss, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
        await AssertTheirsAsync(fixture, trade, (decimal)bought);
    }

    [Theory]
    [InlineData(OrderSide.Buy, OrderSide.Sell)]
    [InlineData(OrderSide.Sell, OrderSide.Buy)]
    public async Task Person_closes_all_and_opens_it_again(OrderSide entry, OrderSide exit)
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture, isShort: entry == OrderSide.Sell);
        await fixture.Driver.HandAsync(exit, 0.01m);
        await fixture.Driver.HandAsync(entry, 0.01m);

        var closed = await EndAsync(fixture, trade);

        Assert.Equal((CloseReason.External, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
        await AssertTheirsAsync(fixture, trade, 0.01m);
    }

    [Fact]
    public async Task Person_closes_a_part_and_buys_it_back()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.004m);
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.004m);

        await LookUntilAsync(fixture, trade, static now => now.OpenQuantity == 0.006m);
        await LookUntilRestedAsync(fixture, trade);
        Assert.Equal([0.003m, 0.003m], await WorkingAsync(fixture, trade));
        await fixture.Driver.CloseAsync(trade.Id);
        await EndAsync(fixture, trade);

        await AssertTheirsAsync(fixture, trade, 0.004m);
    }

    [Fact]
    public async Task Person_adds_and_the_stop_closes_all_and_the_person_buys_again()
    {
        await using var fixture = await OpenAsync(database, [(4, 100)]);
        var trade = await OpenTradeAsync(fixture);
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.02m);
        await fixture.Controls.PriceAsync(trade.StopLoss!.Value - 50);
        await fixture.Controls.SettledAsync();
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.007m);

        var closed = await EndAsync(fixture, trade);

        Assert.Equal((CloseReason.StopLoss, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
        await AssertTheirsAsync(fixture, trade, 0.007m);
    }

    private static async Task<TradeRecord> EndAsync(TradingFixture fixture, TradeRecord trade)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.PassAsync(TimeSpan.FromMilliseconds(300));
                return (await fixture.Driver.LookAsync(trade.Id)).State == MonitorState.Flat;
            },
            "The trade never became flat",
            cancellationToken: Token);
        await fixture.Driver.SettleAsync(trade.Id);
        return await fixture.Driver.TradeAsync(trade.Id);
    }

    private static async Task AssertTheirsAsync(TradingFixture fixture, TradeRecord trade, decimal quantity)
    {
        await fixture.Controls.SettledAsync();
        Assert.Equal(quantity, (await fixture.Driver.PositionAsync())!.Quantity);
        Assert.Empty(await WorkingAsync(fixture, trade));
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
    }
}
