using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Stops that move while a limit entry is filled bit by bit.</summary>
public sealed class MovingStopEntryTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The stop stands at or above the price at which the rest would be filled.
    [Fact]
    public async Task Rest_of_a_limit_entry_is_taken_back_once_the_stop_is_at_its_price()
    {
        await using var fixture = await RestingEntry.OpenAsync(database, static strategy => RestingEntry.Large(strategy) with
        {
            TakeProfits = [],
            BreakEven = new BreakEvenRule(new ReachedRule(R: 1), OffsetPercent: 0),
        });
        await fixture.Controls.ResetAsync(("USDT", "10000000"));
        await fixture.Controls.PriceAsync(RestingEntry.Market);
        var (id, _) = await RestingEntry.RestInPartAsync(fixture);
        var trade = await fixture.Driver.TradeAsync(id);

        await fixture.Controls.PriceAsync(MovingStops.At(trade, 3m));
        await TargetLadders.LookUntilAsync(fixture, trade, static now => now.MovedStopLoss is not null);
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(id);
                return (await fixture.Driver.OrderAsync(id, OrderRole.Entry)).Status == OrderStatus.Cancelled;
            },
            "The rest of the entry was never taken back",
            cancellationToken: Token);

        Assert.Equal(TakeBackReason.StopMoved, (await fixture.Driver.TradeAsync(id)).TakenBack);
    }

    // Half is filled, and the rest may be: each of its fills would set the planned stop for all of it.
    [Fact]
    public async Task Stop_of_a_limit_entry_waits_for_the_rest_of_its_fill()
    {
        await using var fixture = await RestingEntry.OpenAsync(database, static strategy => RestingEntry.Large(strategy) with
        {
            TakeProfits = [],
            Trailing = new TrailingRule(Percent: 1),
        });
        await fixture.Controls.ResetAsync(("USDT", "10000000"));
        await fixture.Controls.PriceAsync(RestingEntry.Market);
        var (id, part) = await RestingEntry.RestInPartAsync(fixture);
        var trade = await fixture.Driver.TradeAsync(id);
        await fixture.Controls.PriceAsync(MovingStops.At(trade, 0.5m));
        await TargetLadders.LookUntilRestedAsync(fixture, trade);
        Assert.Equal((part, null, trade.PlannedStopLoss), await HeldAsync());

        await fixture.Controls.PriceAsync(RestingEntry.Market - 200);
        await TargetLadders.LookUntilAsync(fixture, trade, static now => now is { OpenQuantity: 40m, MovedStopLoss: not null });
        await TargetLadders.LookUntilRestedAsync(fixture, trade);

        var (_, moved, standing) = await HeldAsync();
        Assert.Equal(moved, standing);
        Assert.True(trade.IsLooser(trade.PlannedStopLoss!.Value, moved!.Value));
        Assert.DoesNotContain(TradeEventKinds.StopLoosened, await fixture.Driver.StoryAsync(id));

        async Task<(decimal Open, decimal? Moved, decimal? Standing)> HeldAsync()
        {
            var now = await fixture.Driver.TradeAsync(id);
            return (now.OpenQuantity, now.MovedStopLoss, (await fixture.Driver.PositionAsync())!.StopLoss);
        }
    }

    // A fill that crosses the taking back: the exchange sets what the entry order carries.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Planned_stop_that_a_fill_of_the_entry_sets_again_is_moved_again_and_blamed_on_nobody(bool keepsMovedStops)
    {
        await using var fixture = await RestingEntry.OpenAsync(database, strategy => RestingEntry.Large(strategy) with
        {
            TakeProfits = [],
            KeepMovedStops = keepsMovedStops,
            BreakEven = new BreakEvenRule(new ReachedRule(R: 1), OffsetPercent: 0),
        });
        await fixture.Controls.ResetAsync(("USDT", "10000000"));
        await fixture.Controls.PriceAsync(RestingEntry.Market);
        var (id, _) = await RestingEntry.RestInPartAsync(fixture);
        var trade = await fixture.Driver.TradeAsync(id);
        await fixture.Controls.PriceAsync(MovingStops.At(trade, 3m));
        await TargetLadders.LookUntilAsync(fixture, trade, static now => now.MovedStopLoss is not null);
        var moved = (await fixture.Driver.TradeAsync(id)).MovedStopLoss;
        Assert.IsType<Core.Exchange.SubmitOutcome.Accepted>(await fixture.Exchange.SetTradingStopAsync(
            new Core.Exchange.TradingStop(Category.Linear, TradeDriver.Btc, trade.PlannedStopLoss, TakeProfit: null), Token));

        await fixture.Driver.LookUntilAsync(id, MonitorState.Unprotected);
        await fixture.Driver.LookUntilAsync(id, MonitorState.Protected);

        Assert.Equal(moved, (await fixture.Driver.PositionAsync())!.StopLoss);
        Assert.DoesNotContain(
            await fixture.Driver.NoticesAsync(), static notice => notice.Kind is NoticeKinds.StopLoosened or NoticeKinds.StopMoved);
    }

    [Fact]
    public async Task Stops_of_an_entry_that_was_filled_in_parts_move_together()
    {
        await using var fixture = await RestingEntry.OpenAsync(
            database, static strategy => RestingEntry.Spot(RestingEntry.Large(strategy)) with
            {
                TakeProfits = [],
                BreakEven = new BreakEvenRule(new ReachedRule(R: 1), OffsetPercent: 0),
            });
        await fixture.Controls.ResetAsync(("USDT", "10000000"));
        await fixture.Controls.PriceAsync(RestingEntry.Market, "spot");
        var (id, _) = await RestingEntry.RestInPartAsync(fixture, Category.Spot);
        await fixture.Controls.PriceAsync(RestingEntry.Market - 200, "spot");
        var trade = await fixture.Driver.TradeAsync(id);
        await TargetLadders.LookUntilAsync(fixture, trade, static now => now.EntryWaiting == 0);
        await TargetLadders.LookUntilRestedAsync(fixture, trade);

        await fixture.Controls.PriceAsync(MovingStops.At(trade, 4m), "spot");
        await TargetLadders.LookUntilAsync(
            fixture, trade, static now => now is { MovedStopLoss: not null, AskedStop: null }, TimeSpan.FromSeconds(1.1));

        var stops = (await fixture.Ledger.ListOrdersAsync(id, Token))
            .Where(static order => order is { Role: OrderRole.Stop, Status: OrderStatus.Open }).ToList();
        Assert.True(stops.Count > 1, "There is one stop.");
        Assert.Single(stops.Select(static stop => stop.TriggerPrice).Distinct());
        Assert.Equal((await fixture.Driver.TradeAsync(id)).MovedStopLoss, stops[0].TriggerPrice);
    }
}
