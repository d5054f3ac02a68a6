using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.TargetLadders;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>An exchange that answers badly, and what happens between the change and the look that carries it out.</summary>
public sealed partial class ChangedTargetsFlowTests
{
    [Theory]
    [InlineData("/v5/order/cancel-batch", "dropAfter", 2)]
    [InlineData("/v5/order/cancel-batch", "dropBefore", 3)]
    [InlineData("/v5/order/cancel-batch", "retCode", 3)]
    [InlineData("/v5/order/create-batch", "dropAfter", 2)]
    [InlineData("/v5/order/create-batch", "dropBefore", 2)]
    [InlineData("/v5/order/create-batch", "retCode", 2)]
    [InlineData("/v5/position/trading-stop", "dropAfter", 2)]
    [InlineData("/v5/position/trading-stop", "dropBefore", 3)]
    [InlineData("/v5/position/trading-stop", "retCode", 2)]
    public async Task Change_is_carried_out_whatever_the_exchange_answers(string path, string fault, int count)
    {
        foreach (var (planned, wanted) in new[] { ("1:50,2:50", "3:100"), ("4:100", "1:50,2:50"), ("1:50,2:50", "1.5:50,2.5:50") })
        {
            await using var fixture = await OpenAsync(database, Percents(planned));
            var trade = await OpenTradeAsync(fixture);
            await fixture.Controls.FaultAsync(path, fault, count: count, retCode: 10001);

            await ChangeAsync(fixture, trade, wanted);
            await LookUntilAsync(fixture, trade, static now => now.TargetsAskedAt is null, TimeSpan.FromSeconds(1));
            await fixture.Controls.HealAsync();
            await LookUntilRestedAsync(fixture, trade);

            var rules = Percents(wanted);
            Assert.Equal(rules is [{ Close: 100 }] ? PriceOf(trade, 3) : null, (await fixture.Driver.PositionAsync())!.TakeProfit);
            Assert.Equal(rules is [{ Close: 100 }] ? [] : [0.005m, 0.005m], await WorkingAsync(fixture, trade));
            Assert.Equal((0.01m, trade.StopLoss), await PartialExitAlerts.StandingAsync(fixture));
        }
    }

    [Fact]
    public async Task Price_that_passes_a_new_whole_target_before_it_stands_closes_the_trade_as_it_would_have()
    {
        await using var fixture = await OpenAsync(database, [(4, 100)]);
        var trade = await OpenTradeAsync(fixture);

        await ChangeAsync(fixture, trade, "1:100");
        await fixture.Controls.PriceAsync(PriceOf(trade, 1.5m));

        Assert.Equal(CloseReason.TakeProfit, (await fixture.Driver.LookUntilClosedAsync(trade.Id)).CloseReason);
    }

    // Asked for again ever more seldom, and told once; what stands at the exchange is not taken for a person's move meanwhile.
    [Fact]
    public async Task Change_that_the_exchange_refuses_for_long_is_told_once_and_tried_on()
    {
        await using var fixture = await OpenAsync(database, [(4, 100)]);
        var trade = await OpenTradeAsync(fixture);
        await fixture.Controls.FaultAsync(PaperExchangeControls.TradingStop, "retCode", count: 1000, retCode: 10001);
        await ChangeAsync(fixture, trade, "3:100");
        await LookUntilAsync(
            fixture,
            trade,
            async _ => (await fixture.Driver.NoticesAsync()).Any(static notice => notice.Kind == NoticeKinds.TargetFailed),
            TimeSpan.FromSeconds(1));
        var before = (await fixture.Controls.SentAsync(PaperExchangeControls.TradingStop)).Count;
        for (var look = 0; look < 10; look++)
        {
            await fixture.PassAsync(TimeSpan.FromSeconds(1));
            await fixture.Driver.LookAsync(trade.Id);
        }

        Assert.InRange((await fixture.Controls.SentAsync(PaperExchangeControls.TradingStop)).Count - before, 0, 3);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TargetFailed);
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TargetMoved);
        await fixture.Controls.HealAsync();
        await LookUntilAsync(fixture, trade, static now => now.TargetsAskedAt is null, TimeSpan.FromSeconds(5));
        Assert.Equal(PriceOf(trade, 3), (await fixture.Driver.PositionAsync())!.TakeProfit);
    }

    [Fact]
    public async Task Close_that_is_asked_for_in_the_middle_leaves_nothing_behind()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        await ChangeAsync(fixture, trade, "3:100");
        await fixture.Driver.CloseAsync(trade.Id);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((CloseReason.Manual, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.Empty(await OpenOrdersAsync(fixture));
        Assert.Null(await fixture.Driver.PositionAsync());
    }

    [Fact]
    public async Task Of_two_who_change_at_once_one_is_refused_and_the_others_targets_stand()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        var hand = Hand(fixture);
        var answers = new List<TargetsByHandAnswer.Possible>();
        foreach (var wanted in new[] { "3:100", "1.5:30" })
            answers.Add(Assert.IsType<TargetsByHandAnswer.Possible>(await hand.ReviewAsync(trade, Rules(wanted), Token)));

        var taken = await Task.WhenAll(answers.Select(answer => hand.ChangeAsync(trade, answer, "trader", reason: null, Token)));

        Assert.Equal(1, taken.Count(static isTaken => isTaken));
        Assert.Equal(answers[Array.IndexOf(taken, true)].Targets, (await fixture.Driver.TradeAsync(trade.Id)).Targets);
    }

    // It was read by the targets of before when the price came there.
    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Spot)]
    public async Task Target_of_before_closes_nothing_once_another_one_is_written_down(Category category)
    {
        await using var fixture = await OpenAsync(database, [(4, 100)], category);
        var trade = await OpenTradeAsync(fixture);
        var name = EnumNames.Write(category);
        await ChangeAsync(fixture, trade, "8:100");
        await LookUntilAsync(fixture, trade, static now => now.TargetsAskedAt is null);

        Assert.False(await fixture.Ledger.RequestCloseForTargetAsync(
            trade, TradeEvents.CloseDueByTarget(), fixture.Clock.GetUtcNow(), Token));
        await fixture.Controls.PriceAsync(PriceOf(trade, 5), name);
        await LookUntilRestedAsync(fixture, trade);

        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).CloseRequestedAt);
        await fixture.Controls.PriceAsync(PriceOf(trade, 8.1m), name);
        Assert.Equal(CloseReason.TakeProfit, (await fixture.Driver.LookUntilClosedAsync(trade.Id)).CloseReason);
    }

    // The price is at the old target between the change and the look that carries it out.
    [Fact]
    public async Task Order_of_before_that_is_filled_at_the_last_moment_reaches_no_new_target()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        await fixture.PassAsync(TimeSpan.FromSeconds(1));

        await ChangeAsync(fixture, trade, "3:50,4:50");
        await fixture.Controls.PriceAsync(trade.Targets[0].Price);
        await LookUntilAsync(fixture, trade, static now => now.TargetsAskedAt is null && now.OpenQuantity == 0.005m);
        await LookUntilRestedAsync(fixture, trade);

        Assert.Equal([false, false], (await fixture.Driver.TradeAsync(trade.Id)).Targets.Select(static target => target.IsReached));
        Assert.Equal([0.002m, 0.003m], await WorkingAsync(fixture, trade));
    }
}
