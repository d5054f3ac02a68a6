using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Functions.Activities;
using TradingBot.TestKit;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A strategy that was moved to another category: what it opened in the old one stays its own.</summary>
public sealed class MovedStrategyFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    [Fact]
    public async Task Exit_closes_what_the_strategy_holds_in_each_category_that_it_has_traded()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var (futures, coins, _) = await HoldBothAsync(fixture);

        var decided = await fixture.Driver.DecideAsync(await fixture.Driver.AlertAsync(SignalAction.Close));

        Assert.Equal(new[] { futures.Value, coins.Value }.Order(), decided.Closing.Order());
        Assert.All(await fixture.Driver.UnfinishedAsync(), static trade => Assert.Equal(CloseReason.Signal, trade.CloseReason));
    }

    [Fact]
    public async Task Exit_that_came_before_one_of_the_two_was_opened_closes_the_other()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var (futures, _, between) = await HoldBothAsync(fixture);

        var exit = await fixture.Driver.AlertAsync(alert => alert with { Action = SignalAction.Close, FiredAt = between });

        Assert.Equal([futures.Value], (await fixture.Driver.DecideAsync(exit)).Closing);
    }

    /// <summary>Both are what is held: an alert of a part takes the same share of each.</summary>
    [Theory]
    [InlineData(50, null)]
    [InlineData(null, 0.01)]
    public async Task Part_is_taken_of_what_the_strategy_holds_in_each_category(int? percent, double? size)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var (futures, coins) = await HoldBothFilledAsync(fixture);
        var portion = percent is { } share ? Portion.Percent(share) : Portion.Amount((decimal)size!.Value);

        var alert = await AlertAsync(fixture, signal => signal with { Action = SignalAction.Reduce, Reduce = portion });
        var decided = await DecideAsync(fixture, alert);

        Assert.Equal(
            new[] { futures.Value, coins.Value }.Order(), new[] { decided.Reducing!.Value }.Concat(decided.ReducingToo ?? []).Order());
        var (ofFutures, ofCoins) = await ReductionsAsync(fixture, futures, coins);
        Assert.Equal(0.005m, ofFutures);
        // Coins are what the fee left of them, and an amount is shared in the same way.
        Assert.InRange(ofCoins!.Value, 0.00499m, 0.005m);
        Assert.Equal(SignalStatus.Completed, (await fixture.Driver.SignalAsync(alert)).Status);
        Assert.Equal([futures, coins], (await fixture.Driver.SignalAsync(alert)).Closes);
        foreach (var trade in (TradeId[])[futures, coins])
            Assert.Equal(1, (await fixture.Driver.StoryAsync(trade)).Count(static kind => kind == TradeEventKinds.ReduceRequested));

        await fixture.Driver.DecideAsync(alert);

        Assert.Equal((ofFutures, ofCoins), await ReductionsAsync(fixture, futures, coins));
    }

    /// <summary>The rest of the coins would be worth too little for an order; of the contracts a part can be closed.</summary>
    [Fact]
    public async Task Trade_of_which_too_little_would_be_left_is_closed_beside_the_part_of_the_other()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var (futures, coins) = await HoldBothFilledAsync(fixture, ofCoins: 0.00014m);

        var alert = await AlertAsync(
            fixture, static signal => signal with { Action = SignalAction.Reduce, Reduce = Portion.Percent(60) });
        var decided = await DecideAsync(fixture, alert);

        Assert.NotNull(decided.ReducingToo);
        Assert.Equal(0.006m, (await fixture.Driver.TradeAsync(futures)).Reduction?.Quantity);
        var closing = await fixture.Driver.TradeAsync(coins);
        Assert.Equal((TradeStatus.Closing, CloseReason.Signal, null), (closing.Status, closing.CloseReason, closing.Reduction));
        Assert.Null((await fixture.Driver.TradeAsync(futures)).CloseRequestedAt);
    }

    [Fact]
    public async Task Trade_of_which_the_part_is_too_small_keeps_it_and_the_alert_says_so()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var (futures, coins) = await HoldBothFilledAsync(fixture, ofCoins: 0.00014m);

        var alert = await AlertAsync(
            fixture, static signal => signal with { Action = SignalAction.Reduce, Reduce = Portion.Percent(20) });
        var decided = await DecideAsync(fixture, alert);

        Assert.Equal((futures.Value, null), (decided.Reducing, decided.ReducingToo));
        Assert.Equal((0.002m, null), await ReductionsAsync(fixture, futures, coins));
        var record = await fixture.Driver.SignalAsync(alert);
        Assert.Equal((SignalStatus.Completed, DenialCodes.ReduceTooSmall), (record.Status, record.Reason?.Code));
    }

    /// <summary>Each is judged by itself: the part is one of what is long, and what is short has no reason to stand.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Trade_of_the_other_side_is_closed_by_what_takes_a_part_of_the_one(bool isShortFirst)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var (futures, coins) = await HoldBothFilledAsync(fixture);
        var (shorted, kept) = isShortFirst ? (futures, coins) : (coins, futures);
        await database.ExecuteAsync($"update trading.trades set direction = 'short' where id = '{shorted}'");

        var alert = await AlertAsync(fixture, Smaller);
        await DecideAsync(fixture, alert);

        Assert.NotNull((await fixture.Driver.TradeAsync(shorted)).CloseRequestedAt);
        var standing = await fixture.Driver.TradeAsync(kept);
        Assert.Null(standing.CloseRequestedAt);
        Assert.NotNull(standing.Reduction);
    }

    [Fact]
    public async Task Part_waits_until_it_can_be_told_of_both_and_takes_nothing_of_one_alone()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var (futures, coins) = await HoldBothFilledAsync(fixture);
        await database.ExecuteAsync(
            $"update trading.trades set reduce_quantity = 0.001, reduce_from = 0, reduce_requested_at = now() where id = '{coins}'");

        var alert = await AlertAsync(
            fixture, static signal => signal with { Action = SignalAction.Reduce, Reduce = Portion.Percent(50) });

        Assert.True((await fixture.Driver.DecideAsync(alert)).IsWaiting);
        Assert.Null((await fixture.Driver.TradeAsync(futures)).Reduction);
        Assert.Equal(SignalStatus.Received, (await fixture.Driver.SignalAsync(alert)).Status);
    }

    /// <summary>An exit is not lost to a part of another trade that cannot be told.</summary>
    [Theory]
    [InlineData(19, false)]
    [InlineData(21, true)]
    public async Task Part_that_cannot_be_told_in_time_is_given_up_and_the_other_side_closed_all_the_same(int seconds, bool isGivenUp)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var (futures, coins) = await HoldBothFilledAsync(fixture);
        await database.ExecuteAsync($"update trading.trades set direction = 'short' where id = '{coins}'");
        await database.ExecuteAsync($"""
            update trading.trades set reduce_quantity = 0.001, reduce_from = 0, reduce_requested_at = '{fixture.Clock.GetUtcNow():O}'
            where id = '{futures}'
            """);
        var alert = await AlertAsync(fixture, Smaller);
        await fixture.PassAsync(TimeSpan.FromSeconds(seconds));

        var decided = await fixture.Driver.DecideAsync(alert);

        Assert.Equal(!isGivenUp, decided.IsWaiting);
        Assert.Equal(isGivenUp, (await fixture.Driver.TradeAsync(coins)).CloseRequestedAt is not null);
        Assert.Null((await fixture.Driver.TradeAsync(futures)).CloseRequestedAt);
        Assert.Equal(isGivenUp ? DenialCodes.ReduceBusy : null, (await fixture.Driver.SignalAsync(alert)).Reason?.Code);
    }

    // From two to one of what is long.
    private static Signal Smaller(Signal signal) => signal with
    {
        Action = SignalAction.Sell,
        Position = TargetPosition.Long,
        PositionSize = 1m,
        PrevPosition = TargetPosition.Long,
        PrevPositionSize = 2m,
    };

    private static async Task<SignalId> AlertAsync(TradingFixture fixture, Func<Signal, Signal> change)
    {
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        return await fixture.Driver.AlertAsync(change, category: Category.Spot);
    }

    private static async Task<SignalAnswer> DecideAsync(TradingFixture fixture, SignalId alert)
    {
        SignalAnswer? decided = null;
        await Eventually.TrueAsync(
            async () => !(decided = await fixture.Driver.DecideAsync(alert)).IsWaiting,
            "The alert was never decided",
            cancellationToken: TestContext.Current.CancellationToken);
        return decided!;
    }

    private static async Task<(decimal? Futures, decimal? Coins)> ReductionsAsync(
        TradingFixture fixture, TradeId futures, TradeId coins) => (
        (await fixture.Driver.TradeAsync(futures)).Reduction?.Quantity, (await fixture.Driver.TradeAsync(coins)).Reduction?.Quantity);

    // Both are filled, and in the books.
    private async Task<(TradeId Futures, TradeId Coins)> HoldBothFilledAsync(TradingFixture fixture, decimal ofCoins = 0.01m)
    {
        var (futures, coins, _) = await HoldBothAsync(fixture, ofCoins);
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(coins));
        foreach (var trade in (TradeId[])[futures, coins])
        {
            await fixture.Driver.LookUntilBookedAsync(trade);
            await Eventually.TrueAsync(
                async () =>
                {
                    await fixture.Driver.LookAsync(trade);
                    return (await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).Status == OrderStatus.Filled;
                },
                "The entry was never seen as filled",
                cancellationToken: TestContext.Current.CancellationToken);
        }

        return (futures, coins);
    }

    // As if the strategy had opened the first in its old category while it was moved to the new one.
    private async Task<(TradeId Futures, TradeId Coins, DateTimeOffset Between)> HoldBothAsync(
        TradingFixture fixture, decimal ofCoins = 0.01m)
    {
        await fixture.Driver.StrategyAsync();
        var futures = await fixture.Driver.OpenAsync();
        await database.ExecuteAsync("update trading.trades set strategy = 'other'");
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        var between = fixture.Clock.GetUtcNow();
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        await fixture.Driver.StrategyAsync(strategy => strategy with
        {
            Category = Category.Spot,
            Leverage = null,
            Direction = AllowedDirection.Long,
            Sizing = new Sizing(SizingMode.FixedQuantity, ofCoins),
        });
        var coins = await fixture.Driver.ApproveAsync();
        await database.ExecuteAsync($"update trading.trades set strategy = '{SampleStrategy.Create().Key}'");
        return (futures.Id, coins, between);
    }
}
