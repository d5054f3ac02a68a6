using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// An entry that was approved and not sent, or whose sending was lost, is judged anew before any later send; the one right after its
/// decision is not slowed.
/// </summary>
public sealed class LateEntryFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const string Tickers = "/v5/market/tickers";
    private const string Leverage = "/v5/position/set-leverage";
    private const string Positions = "/v5/position/list";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What becomes of the market, and the code with which a long of 60,000 with its stop at 58,800 ends.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "58800", "stop.wrongSide" },
        { "59200", "entry.riskChanged" },
        { "60200", "entry.riskChanged" },
        { "59940", "" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Lost_entry_is_sent_again_only_where_its_plan_still_holds(string price, string code)
    {
        await using var fixture = await OpenAsync();
        var trade = await LoseAsync(fixture);
        await fixture.Controls.PriceAsync(decimal.Parse(price));
        await fixture.PassAsync(TimeSpan.FromSeconds(11));

        var outcome = await fixture.Driver.LookUpAsync(trade);

        await JudgedAsync(fixture, trade, outcome, code, sends: 1);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Entry_that_a_dead_process_left_unsent_is_sent_only_where_its_plan_still_holds(string price, string code)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Controls.PriceAsync(decimal.Parse(price));
        await fixture.PassAsync(TimeSpan.FromSeconds(3));

        var outcome = await fixture.Driver.PlaceAsync(trade);

        await JudgedAsync(fixture, trade, outcome, code, sends: 0);
        Assert.Equal(code.Length == 0 ? 1 : 0, (await fixture.Controls.SentAsync(Leverage)).Count);
    }

    [Fact]
    public async Task Decision_of_less_than_three_seconds_ago_is_sent_without_another_reading()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.ApproveAsync();
        var before = (await fixture.Controls.TextsAsync(Positions)).Count;
        await fixture.Controls.FaultAsync(Tickers, "status", count: 1000);
        await fixture.Controls.PriceAsync(59_200m);

        await fixture.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
        Assert.Equal(before, (await fixture.Controls.TextsAsync(Positions)).Count);
    }

    [Fact]
    public async Task Late_entry_without_figures_is_not_sent_and_not_given_up()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.PassAsync(TimeSpan.FromSeconds(4));
        await fixture.Controls.FaultAsync(Tickers, "status", count: 1000);

        await Assert.ThrowsAsync<ExchangeUnavailableException>(() => fixture.Driver.PlaceAsync(trade));
        Assert.Equal(TradeStatus.Pending, (await fixture.Driver.TradeAsync(trade)).Status);
        await fixture.Controls.HealAsync();

        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
    }

    [Theory]
    [InlineData("60599", true)]
    [InlineData("60660", false)]
    public async Task Drift_from_the_alerts_price_is_measured_again(string price, bool isSent)
    {
        await using var fixture = await OpenAsync(static strategy => strategy with
        {
            MaxDriftPercent = 1m,
            StopLoss = new PriceDistance(Percent: 20m), // so that the risk changes by less than the drift allows
        });
        var signal = await fixture.Driver.AlertAsync(static alert => alert with { Action = SignalAction.Buy, Price = 60_000m });
        var trade = new TradeId((await fixture.Driver.DecideAsync(signal)).TradeId!.Value);
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        await fixture.Controls.PriceAsync(decimal.Parse(price));

        var outcome = await fixture.Driver.PlaceAsync(trade);

        await JudgedAsync(fixture, trade, outcome, isSent ? "" : "signal.drift", sends: 0);
    }

    [Theory]
    [InlineData(OrderSide.Sell, "0.03", 0)]
    [InlineData(OrderSide.Buy, "0.03", 0)]
    [InlineData(OrderSide.Buy, "0.005", 10)] // may be what the lost order did: told apart a look-up later
    public async Task Position_of_a_hand_since_the_decision_is_left_alone(OrderSide side, string quantity, int later)
    {
        await using var fixture = await OpenAsync();
        var trade = await LoseAsync(fixture);
        await fixture.Driver.HandAsync(side, decimal.Parse(quantity));
        await Eventually.TrueAsync(
            async () => await fixture.Driver.PositionAsync() is not null, "The hand's order was not filled", cancellationToken: Token);
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        if (later > 0)
            Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.LookUpAsync(trade));
        await fixture.PassAsync(TimeSpan.FromSeconds(later));

        Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.LookUpAsync(trade));

        await JudgedAsync(fixture, trade, EntryOutcome.Abandoned, "exchange.foreignPosition", sends: 1);
        var position = (await fixture.Driver.PositionAsync())!;
        Assert.Equal((decimal.Parse(quantity), (decimal?)null), (position.Quantity, position.StopLoss));
    }

    [Fact]
    public async Task Order_of_a_hand_since_the_decision_is_left_alone()
    {
        await using var fixture = await OpenAsync();
        var trade = await LoseAsync(fixture);
        var hand = OrderLinkId.Parse("hand-1");
        await RestAsync(fixture, hand);
        await fixture.PassAsync(TimeSpan.FromSeconds(11));

        var outcome = await fixture.Driver.LookUpAsync(trade);

        await JudgedAsync(fixture, trade, outcome, "exchange.foreignOrder", sends: 1);
        Assert.Empty(await fixture.Controls.SentAsync(PaperExchangeControls.Cancel));
    }

    [Fact]
    public async Task Order_that_only_the_list_of_live_orders_shows_is_neither_foreign_nor_sent_again()
    {
        await using var fixture = await OpenAsync();
        var trade = await LoseAsync(fixture);
        await RestAsync(fixture, OrderLinkId.For(trade, OrderRole.Entry));
        await fixture.PassAsync(TimeSpan.FromSeconds(30));
        await fixture.Controls.FaultAsync("/v5/order/realtime", "retCode", retCode: 110001);
        await fixture.Controls.FaultAsync("/v5/order/history", "retCode", retCode: 110001);

        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.LookUpAsync(trade));
        Assert.Equal(TradeStatus.Pending, (await fixture.Driver.TradeAsync(trade)).Status);
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.LookUpAsync(trade));
        Assert.Equal(2, await fixture.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Limit_entry_whose_time_to_wait_is_over_is_not_sent_any_more()
    {
        await using var fixture = await OpenAsync(static strategy => strategy with
        {
            OrderType = OrderType.Limit,
            EntryValidMinutes = 1,
            MaxLagSeconds = 3600,
        });
        var trade = await LoseAsync(fixture);
        await fixture.PassAsync(TimeSpan.FromSeconds(60));

        await JudgedAsync(fixture, trade, await fixture.Driver.LookUpAsync(trade), "entry.expired", sends: 1);
    }

    [Fact]
    public async Task Position_of_a_hand_in_the_way_of_a_first_send_is_told_at_once_and_its_leverage_is_kept()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.005m);
        await Eventually.TrueAsync(
            async () => await fixture.Driver.PositionAsync() is not null, "The hand's order was not filled", cancellationToken: Token);
        await fixture.PassAsync(TimeSpan.FromSeconds(3));

        await JudgedAsync(fixture, trade, await fixture.Driver.PlaceAsync(trade), "exchange.foreignPosition", sends: 0);
        Assert.Empty(await fixture.Controls.SentAsync(Leverage));
    }

    [Theory]
    [InlineData(StrategyState.Paused, false, "strategy.paused")]
    [InlineData(StrategyState.ExitOnly, false, "strategy.exitOnly")]
    [InlineData(StrategyState.Active, true, "signal.dryRun")]
    public async Task Strategy_that_opens_nothing_any_more_sends_no_late_entry(StrategyState state, bool dry, string code)
    {
        await using var fixture = await OpenAsync();
        var trade = await LoseAsync(fixture);
        await fixture.Driver.StrategyAsync(strategy => strategy with { State = state, DryRun = dry });
        await fixture.PassAsync(TimeSpan.FromSeconds(11));

        await JudgedAsync(fixture, trade, await fixture.Driver.LookUpAsync(trade), code, sends: 1);
    }

    [Fact]
    public async Task Leverage_that_took_long_is_followed_by_another_judgement()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.ApproveAsync();
        // While the exchange thinks about the leverage, time and price move on.
        await fixture.Controls.FaultAsync(Leverage, "delay", delayMs: 500);
        var placing = fixture.Driver.PlaceAsync(trade);
        await fixture.Controls.PriceAsync(58_800m);
        await fixture.PassAsync(TimeSpan.FromSeconds(5));

        await JudgedAsync(fixture, trade, await placing, "stop.wrongSide", sends: 0);
    }

    [Fact]
    public async Task Two_that_look_up_the_lost_entry_at_once_send_it_once()
    {
        await using var fixture = await OpenAsync();
        var trade = await LoseAsync(fixture);
        await fixture.PassAsync(TimeSpan.FromSeconds(11));

        await Task.WhenAll(fixture.Driver.LookUpAsync(trade), fixture.Driver.LookUpAsync(trade));

        Assert.Equal(2, await fixture.Controls.SentEntriesAsync());
        await fixture.Driver.LookUpUntilPlacedAsync(trade);
        await fixture.Driver.LookUntilAsync(trade, MonitorState.Protected);
        Assert.Equal(0.01m, (await fixture.Driver.PositionAsync())!.Quantity);
    }

    private async Task<TradingFixture> OpenAsync(Func<Strategy, Strategy>? change = null)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.PriceAsync(60_000m);
        await fixture.Driver.StrategyAsync(strategy => (change ?? (static same => same))(strategy));
        return fixture;
    }

    /// <summary>A limit order that waits far below the market and is listed.</summary>
    private static async Task RestAsync(TradingFixture fixture, OrderLinkId link)
    {
        var intent = new OrderIntent
        {
            LinkId = link,
            Category = Category.Linear,
            Symbol = TradeDriver.Btc,
            Side = OrderSide.Buy,
            Type = OrderType.Limit,
            Quantity = 0.01m,
            LimitPrice = 50_000m,
        };
        Assert.IsType<SubmitOutcome.Accepted>(await fixture.Exchange.PlaceOrderAsync(intent, Token));
        await Eventually.TrueAsync(
            async () => await fixture.Exchange.GetOpenOrdersAsync(Category.Linear, TradeDriver.Btc, Token)
                is ExchangeResult<IReadOnlyList<ExchangeOrder>>.Success { Value.Count: > 0 },
            "The order was never listed",
            cancellationToken: Token);
    }

    /// <summary>A trade whose entry was sent and never arrived.</summary>
    private static async Task<TradeId> LoseAsync(TradingFixture fixture)
    {
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "dropBefore");
        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.PlaceAsync(trade));
        return trade;
    }

    /// <summary>Without a code the entry was sent once more and opens; with one nothing was, and the trade ended with it.</summary>
    private static async Task JudgedAsync(TradingFixture fixture, TradeId trade, EntryOutcome outcome, string code, int sends)
    {
        Assert.Equal(sends + (code.Length == 0 ? 1 : 0), await fixture.Controls.SentEntriesAsync());
        if (code.Length == 0)
        {
            Assert.Equal(EntryOutcome.Placed, outcome);
            await fixture.Driver.LookUntilAsync(trade, MonitorState.Protected);
            return;
        }

        var failed = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((EntryOutcome.Abandoned, TradeStatus.Failed, code), (outcome, failed.Status, failed.Reason?.Code));
        Assert.Empty(await fixture.Driver.UnfinishedAsync());
        Assert.Equal(SignalStatus.Failed, (await fixture.Driver.SignalAsync(failed.SignalId)).Status);
        Assert.Single(await fixture.Driver.NoticesAsync(), notice => notice.Kind == "tradeFailed" && notice.Body == failed.Reason!.Message);
    }
}
