using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using static TradingBot.Functions.Tests.Trading.TargetLadders;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Targets of spot trades, which the bot watches and sells at market.</summary>
public sealed class SpotTargetsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Part_that_is_asked_for_is_asked_for_once_however_often_the_price_passes()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (3, 50)], Category.Spot);
        var trade = await OpenTradeAsync(fixture);
        var (below, above) = (trade.EntryPrice!.Value, trade.Targets[0].Price);
        for (var round = 0; round < 3; round++)
        {
            await fixture.Controls.PriceAsync(above + round, "spot");
            await LookUntilAsync(fixture, trade, static now => now is { Reduction: null } && now.Targets[0].IsReached);
            await fixture.Controls.PriceAsync(below, "spot");
            await LookUntilRestedAsync(fixture, trade);
        }

        Assert.Equal(0.004995m, (await fixture.Driver.TradeAsync(trade.Id)).ExitedQuantity);
        Assert.Single(await PartialExitsAsync(fixture, trade));
        Assert.Single(await fixture.Driver.StoryAsync(trade.Id), static kind => kind == TradeEventKinds.TargetReached);
    }

    [Fact]
    public async Task Price_that_passes_two_targets_sells_both_parts_at_once()
    {
        await using var fixture = await OpenAsync(database, [(1, 25), (2, 25), (5, 50)], Category.Spot);
        var trade = await OpenTradeAsync(fixture);

        await fixture.Controls.PriceAsync(trade.Targets[1].Price, "spot");
        await LookUntilAsync(fixture, trade, static now => now is { Reduction: null } && now.Targets[1].IsReached);
        await LookUntilRestedAsync(fixture, trade);

        var now = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal([true, true, false], now.Targets.Select(static target => target.IsReached));
        Assert.Equal(0.004995m, now.ExitedQuantity);
        Assert.Equal(0.004995m, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop)).Quantity);
    }

    [Fact]
    public async Task Sale_that_is_given_up_leaves_its_target_to_be_reached()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (3, 50)], Category.Spot);
        var trade = await OpenTradeAsync(fixture);
        await fixture.Controls.PriceAsync(trade.Targets[0].Price, "spot");
        await LookUntilAsync(fixture, trade, static now => now.Reduction is not null);
        await fixture.PassAsync(TimeSpan.FromMinutes(16));
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 1, retCode: 110007);

        await LookUntilAsync(
            fixture,
            trade,
            async _ => (await fixture.Driver.NoticesAsync()).Any(static notice => notice.Kind == NoticeKinds.ReduceFailed),
            TimeSpan.FromSeconds(1));
        await LookUntilAsync(
            fixture, trade, static now => now is { Reduction: null } && now.Targets[0].IsReached, TimeSpan.FromSeconds(30));

        Assert.Equal(0.004995m, (await fixture.Driver.TradeAsync(trade.Id)).ExitedQuantity);
    }

    private static async Task<IReadOnlyList<OrderRecord>> PartialExitsAsync(TradingFixture fixture, TradeRecord trade) =>
        [.. (await fixture.Ledger.ListOrdersAsync(trade.Id, Token)).Where(static order => order.Role == OrderRole.Exit)];
}
