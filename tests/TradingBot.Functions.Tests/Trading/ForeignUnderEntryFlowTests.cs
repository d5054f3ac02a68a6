using TradingBot.Core.Foundation;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.RestingEntry;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A person opens a position in the symbol of a limit entry that waits: it is theirs, and nothing is opened onto it.</summary>
public sealed class ForeignUnderEntryFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OrderSide.Buy)]
    [InlineData(OrderSide.Sell)]
    public async Task Entry_is_taken_back_and_the_position_of_a_person_is_left_as_it_is(OrderSide side)
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var trade = await RestAsync(fixture);
        await fixture.Driver.HandAsync(side, 0.02m);

        Assert.Equal(MonitorState.Opening, (await fixture.Driver.LookAsync(trade)).State);
        Assert.Null((await fixture.Driver.TradeAsync(trade)).TakenBack);
        await fixture.PassAsync(EntryTakeBack.ShownAfterTheEnd);
        await fixture.Driver.LookUntilAsync(trade, MonitorState.NotOpened);
        await fixture.Driver.FailAsync(trade);

        var failed = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((DenialCodes.ForeignPosition, TakeBackReason.ForeignPosition), (failed.Reason?.Code, failed.TakenBack));
        var standing = (await fixture.Driver.PositionAsync())!;
        Assert.Equal((0.02m, null, null), (standing.Quantity, standing.StopLoss, standing.TakeProfit));
        Assert.Empty(await fixture.Controls.SentAsync(PaperExchangeControls.TradingStop));
        Assert.DoesNotContain(await fixture.Driver.StoryAsync(trade), static kind => kind.StartsWith("stop", StringComparison.Ordinal));
        await fixture.Controls.PriceAsync(Limit);
        Assert.Equal(0.02m, (await fixture.Driver.PositionAsync())!.Quantity);
    }

    [Fact]
    public async Task Close_of_the_entry_closes_nothing_of_the_person()
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var trade = await RestAsync(fixture);
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.02m);

        await fixture.Driver.CloseAsync(trade);
        await fixture.Driver.LookUntilAsync(trade, MonitorState.NotOpened);

        Assert.Equal(0.02m, (await fixture.Driver.PositionAsync())!.Quantity);
    }

    // Read a moment before its fill was booked, the position is the entry's all the same.
    [Fact]
    public async Task Fill_beside_the_position_of_a_person_is_guarded_and_only_that_is_closed()
    {
        await using var fixture = await RestingEntry.OpenAsync(database);
        var trade = await RestAsync(fixture);
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.02m);
        await fixture.Controls.PriceAsync(Limit);

        var open = await fixture.Driver.LookUntilBookedAsync(trade);
        await fixture.Driver.LookUntilAsync(trade, MonitorState.Protected);
        await fixture.Driver.CloseAsync(trade);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade);

        Assert.Equal((0.01m, 0.01m), (open.FilledQuantity, closed.ExitedQuantity));
        Assert.Equal(0.02m, (await fixture.Driver.PositionAsync())!.Quantity);
    }
}
