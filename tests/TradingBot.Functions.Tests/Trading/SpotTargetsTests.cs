using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.TargetLadders;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Targets of spot trades, which the bot watches and sells at market.</summary>
public sealed class SpotTargetsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private readonly FakeTimeProvider _time = StoppedClock.Create();

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

    // Above the target, missing, and so many seconds after an exit that sold so much.
    [Theory]
    [InlineData(0, "0", null, "0", true)]
    [InlineData(-0.1, "0", null, "0", false)]
    [InlineData(0, "0.004", null, "0", false)]
    [InlineData(0, "0", 299.9, "0", false)]
    [InlineData(0, "0", 300.0, "0", true)]
    [InlineData(0, "0", 1.0, "0.001", true)]
    public async Task Part_is_asked_for_at_the_price_of_its_target_and_not_within_five_minutes_of_a_sale_in_vain(
        double above, string missing, double? exitAgo, string sold, bool isAsked)
    {
        await using var fixture = await OpenAsync(database, [(1, 40), (3, 60)], Category.Spot);
        var trade = await OpenTradeAsync(fixture);
        var entry = await fixture.Driver.OrderAsync(trade.Id, OrderRole.Entry);
        var exit = entry with
        {
            Role = OrderRole.Exit,
            FilledQuantity = decimal.Parse(sold),
            UpdatedAt = _time.GetUtcNow().AddSeconds(-(exitAgo ?? 0)),
        };

        var after = await SellReachedAsync(
            fixture, trade, exitAgo is null ? [entry] : [entry, exit], decimal.Parse(missing), trade.Targets[0].Price + (decimal)above);

        Assert.Equal(isAsked ? 0.003996m : null, after.Reduction?.Quantity);
        Assert.Equal(isAsked ? [0] : [], after.Reduction?.Targets ?? []);
        Assert.Equal([false, false], after.Targets.Select(static target => target.IsReached));
    }

    [Fact]
    public async Task Price_at_the_last_target_closes_all_and_every_target_is_reached()
    {
        await using var fixture = await OpenAsync(database, [(1, 40), (3, 60)], Category.Spot);
        var trade = await OpenTradeAsync(fixture);

        var after = await SellReachedAsync(fixture, trade, orders: [], missing: 0, trade.Targets[1].Price);

        Assert.Equal((CloseReason.TakeProfit, null), (after.CloseReason, after.Reduction));
        Assert.Equal([true, true], after.Targets.Select(static target => target.IsReached));
        var line = (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events[^1];
        Assert.Equal(TradeEventKinds.TargetReached, line.Kind);
        Assert.StartsWith("Reached: target 2 of 2.", line.Message, StringComparison.Ordinal);
        Assert.EndsWith("closing 0.00999.", line.Message, StringComparison.Ordinal);
    }

    private Task<TradeRecord> SellReachedAsync(
        TradingFixture fixture, TradeRecord trade, IReadOnlyList<OrderRecord> orders, decimal missing, decimal price)
    {
        var exchange = AlteredExchange<Ticker>.Of(
            fixture.Exchange, nameof(IExchange.GetTickerAsync), ticker => ticker with { LastPrice = price });
        var parts = new PartialExitRequest(
            exchange, fixture.Ledger, fixture.KeepingsOf(exchange, fixture.Service<SpotPositions>(), _time), _time);
        return new SpotTargets(exchange, fixture.Ledger, parts, _time).SellReachedAsync(
            trade, orders, new PositionState(0.00999m, trade.StopLoss, missing), Token);
    }

    private static async Task<IReadOnlyList<OrderRecord>> PartialExitsAsync(TradingFixture fixture, TradeRecord trade) =>
        [.. (await fixture.Ledger.ListOrdersAsync(trade.Id, Token)).Where(static order => order.Role == OrderRole.Exit)];
}
