using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.TestKit;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// What stands at the exchange, and what it lists and takes, decides with: an entry that it speaks against changes nothing there.
/// </summary>
public sealed class ExchangeFactsFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const string Leverage = "/v5/position/set-leverage";
    private const string SwitchMode = "/v5/position/switch-mode";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OrderSide.Sell, "0.03")] // the other side, larger
    [InlineData(OrderSide.Sell, "0.01")] // nets to zero
    [InlineData(OrderSide.Buy, "0.03")] // the same side
    public async Task Position_of_a_hand_denies_the_entry_and_is_left_alone(OrderSide side, string quantity)
    {
        await using var fixture = await OpenAsync(static strategy => strategy with { Leverage = 10 });
        Assert.IsType<SubmitOutcome.Accepted>(await fixture.Exchange.SetLeverageAsync(Category.Linear, TradeDriver.Btc, 2m, Token));
        await fixture.Driver.HandAsync(side, decimal.Parse(quantity));
        var before = await HeldAsync(fixture);

        var signal = await DeniedAsync(fixture, SignalAction.Buy);

        Assert.Equal(("exchange.foreignPosition", quantity), (signal.Reason?.Code, signal.Reason?.Numbers["quantity"]));
        Assert.Equal("2", signal.Reason?.Numbers["leverage"]);
        Assert.Equal((before.Direction, before.Quantity, 2m, (decimal?)null), await StandingAsync(fixture));
        Assert.Single(await fixture.Controls.SentAsync(Leverage));
        Assert.Single(await fixture.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Leg_of_a_hand_in_hedge_mode_denies_the_entry_on_either_side()
    {
        await using var fixture = await OpenAsync();
        Assert.IsType<SubmitOutcome.Accepted>(
            await fixture.Exchange.SetPositionModeAsync(Category.Linear, TradeDriver.Btc, PositionMode.Hedge, Token));
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.02m);
        await HeldAsync(fixture);

        Assert.Equal("exchange.foreignPosition", (await DeniedAsync(fixture, SignalAction.Buy)).Reason?.Code);
        Assert.Equal("exchange.foreignPosition", (await DeniedAsync(fixture, SignalAction.Sell)).Reason?.Code);
        Assert.Single(await fixture.Controls.SentAsync(SwitchMode));
        Assert.Single(await fixture.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Resting_order_of_a_hand_denies_the_entry_and_is_left_alone()
    {
        await using var fixture = await OpenAsync();
        await RestAsync(fixture, "hand-1");

        var signal = await DeniedAsync(fixture, SignalAction.Buy);

        Assert.Equal(("exchange.foreignOrder", "60000"), (signal.Reason?.Code, signal.Reason?.Numbers["price"]));
        Assert.Single(await fixture.Controls.SentOrdersAsync());
        Assert.Empty(await fixture.Controls.SentAsync(PaperExchangeControls.Cancel));
    }

    [Fact]
    public async Task Coins_that_a_hand_holds_are_no_position()
    {
        await using var fixture = await OpenAsync(static strategy => strategy with
        {
            Category = Category.Spot,
            Leverage = null,
            Direction = AllowedDirection.Long,
        });
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.01m, Category.Spot);

        var decided = await fixture.Driver.DecideAsync(await AlertOnAsync(fixture, Category.Spot, "BTCUSDT"));

        Assert.NotNull(decided.TradeId);
    }

    [Fact]
    public async Task Stop_behind_the_liquidation_is_denied_and_nothing_is_sent()
    {
        await using var fixture = await OpenAsync(static strategy => strategy with
        {
            Sizing = new Sizing(SizingMode.FixedQuantity, 0.05m),
            Leverage = 50,
            StopLoss = new PriceDistance(Percent: 10m),
        });
        await fixture.Controls.PriceAsync(60_000m);
        await fixture.Controls.ResetAsync(("USDT", "200"));

        var signal = await DeniedAsync(fixture, SignalAction.Buy);

        Assert.Equal("risk.stopBehindLiquidation", signal.Reason?.Code);
        Assert.Empty(await fixture.Controls.SentAsync(Leverage));
    }

    [Fact]
    public async Task Spot_stop_too_small_for_an_order_is_denied_instead_of_bought_and_sold()
    {
        await using var fixture = await OpenAsync(static strategy => strategy with
        {
            Category = Category.Spot,
            Leverage = null,
            Direction = AllowedDirection.Long,
            Sizing = new Sizing(SizingMode.FixedNotional, 6m),
            StopLoss = new PriceDistance(Percent: 30m),
            TakeProfits = [],
        });

        var signal = await AlertOnAsync(fixture, Category.Spot, "BTCUSDT");
        await fixture.Driver.DecideAsync(signal);

        Assert.Equal("risk.stopTooSmall", (await fixture.Driver.SignalAsync(signal)).Reason?.Code);
        Assert.Empty(await fixture.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Size_above_the_markets_maximum_is_denied_and_not_cut()
    {
        await using var fixture = await OpenAsync(static strategy => strategy with
        {
            Sizing = new Sizing(SizingMode.FixedQuantity, 500.001m),
        });
        await fixture.Controls.ResetAsync(("USDT", "1000000000"));

        var signal = await DeniedAsync(fixture, SignalAction.Buy);

        Assert.Equal(("risk.aboveMaximum", "500"), (signal.Reason?.Code, signal.Reason?.Numbers["maxQuantity"]));
    }

    [Theory]
    [InlineData(Category.Linear, "1000PEPEUSDT")]
    [InlineData(Category.Linear, "BTCPERP")]
    [InlineData(Category.Inverse, "NOPEUSD")]
    [InlineData(Category.Spot, "NOPEUSDT")]
    public async Task Symbol_that_is_not_listed_is_denied_at_once(Category category, string symbol)
    {
        await using var fixture = await OpenAsync(strategy => In(strategy, category, symbol));
        var signal = await AlertOnAsync(fixture, category, symbol);

        await fixture.Driver.DecideAsync(signal).WaitAsync(TimeSpan.FromSeconds(5), Token);

        var reason = (await fixture.Driver.SignalAsync(signal)).Reason;
        Assert.Equal(
            ("instrument.unknown", $"The exchange lists no {category.ToString().ToLowerInvariant()} instrument {symbol}."),
            (reason?.Code, reason?.Message));
    }

    [Theory]
    [InlineData(Category.Linear, "SOLUSDT", "PreLaunch", "instrument.notTradable")]
    [InlineData(Category.Inverse, "ETHUSD", "PreLaunch", "instrument.notTradable")]
    [InlineData(Category.Linear, "SOLUSDT", "Closed", "instrument.unknown")]
    [InlineData(Category.Spot, "SOLUSDT", "Delivering", "instrument.unknown")]
    public async Task Symbol_that_does_not_trade_is_denied_at_once(Category category, string symbol, string status, string code)
    {
        await using var fixture = await OpenAsync(strategy => In(strategy, category, symbol));
        await fixture.Controls.ListingAsync(status, category.ToString().ToLowerInvariant(), symbol);
        var signal = await AlertOnAsync(fixture, category, symbol);

        await fixture.Driver.DecideAsync(signal).WaitAsync(TimeSpan.FromSeconds(5), Token);

        Assert.Equal(code, (await fixture.Driver.SignalAsync(signal)).Reason?.Code);
    }

    [Theory]
    [InlineData("/v5/market/tickers")]
    [InlineData("/v5/account/fee-rate")]
    [InlineData("/v5/position/list")]
    [InlineData("/v5/order/realtime")]
    public async Task Definite_refusal_of_a_read_is_an_answer_and_no_outage(string path)
    {
        await using var fixture = await OpenAsync();
        await fixture.Controls.FaultAsync(path, "retCode", retCode: 110074);

        var signal = await DeniedAsync(fixture, SignalAction.Buy);

        Assert.Equal(("instrument.notTradable", "110074"), (signal.Reason?.Code, signal.Reason?.Numbers["code"]));
        Assert.Matches("^The exchange does not trade BTCUSDT: .*110074", signal.Reason!.Message);
    }

    [Theory]
    [InlineData("/v5/account/fee-rate")]
    [InlineData("/v5/account/wallet-balance")]
    [InlineData("/v5/position/list")]
    [InlineData("/v5/order/realtime")]
    public async Task Key_that_may_not_read_what_an_entry_needs_denies_it_at_once_with_the_words_of_the_exchange(string path)
    {
        await using var fixture = await OpenAsync();
        await fixture.Controls.FaultAsync(path, "retCode", retCode: 10005);

        var signal = await DeniedAsync(fixture, SignalAction.Buy);

        Assert.Equal(("exchange.refused", "10005"), (signal.Reason?.Code, signal.Reason?.Numbers["code"]));
        Assert.Matches("^The exchange refuses to tell the .*: Bybit 10005: the API key lacks a permission", signal.Reason!.Message);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.AlertRefused);
    }

    [Theory]
    [InlineData("/v5/market/tickers")]
    [InlineData("/v5/account/fee-rate")]
    [InlineData("/v5/account/wallet-balance")]
    [InlineData("/v5/position/list")]
    [InlineData("/v5/order/realtime")]
    public async Task Outage_of_a_read_decides_nothing(string path)
    {
        await using var fixture = await OpenAsync();
        await fixture.Controls.FaultAsync(path, "status", count: 50);
        var signal = await fixture.Driver.AlertAsync(SignalAction.Buy);

        await Assert.ThrowsAsync<ExchangeUnavailableException>(() => fixture.Driver.DecideAsync(signal));
        Assert.Equal(SignalStatus.Received, (await fixture.Driver.SignalAsync(signal)).Status);
        await fixture.Controls.HealAsync();

        Assert.NotNull((await fixture.Driver.DecideAsync(signal)).TradeId);
    }

    [Fact]
    public async Task Margin_terms_that_cannot_be_read_hold_no_entry_up()
    {
        await using var fixture = await OpenAsync();
        await fixture.Controls.FaultAsync("/v5/market/risk-limit", "status", count: 50);

        Assert.NotNull((await fixture.Driver.DecideAsync(await fixture.Driver.AlertAsync(SignalAction.Buy))).TradeId);
    }

    private async Task<TradingFixture> OpenAsync(Func<Strategy, Strategy>? change = null)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(change);
        return fixture;
    }

    private static Strategy In(Strategy strategy, Category category, string symbol) => strategy with
    {
        Category = category,
        Symbols = [Symbol.Parse(symbol)],
        Leverage = category == Category.Spot ? null : strategy.Leverage,
        Direction = category == Category.Spot ? AllowedDirection.Long : strategy.Direction,
        Sizing = new Sizing(SizingMode.FixedNotional, 600m),
    };

    private static Task<Core.Identifiers.SignalId> AlertOnAsync(TradingFixture fixture, Category category, string symbol) =>
        fixture.Driver.AlertAsync(signal => signal with { Action = SignalAction.Buy, Symbol = Symbol.Parse(symbol) }, category: category);

    private static async Task<SignalRecord> DeniedAsync(TradingFixture fixture, SignalAction action)
    {
        var signal = await fixture.Driver.AlertAsync(action);
        Assert.Null((await fixture.Driver.ActAsync(signal)).TradeId);
        var record = await fixture.Driver.SignalAsync(signal);
        Assert.Equal(SignalStatus.Denied, record.Status);
        return record;
    }

    private static async Task<ExchangePosition> HeldAsync(TradingFixture fixture) => await Eventually.ValueAsync(
        fixture.Driver.PositionAsync, static position => position is not null, "The hand's order was not filled", cancellationToken: Token)
        ?? throw new InvalidOperationException("There is no position.");

    private static async Task<(Direction, decimal, decimal?, decimal?)> StandingAsync(TradingFixture fixture)
    {
        var position = await HeldAsync(fixture);
        return (position.Direction, position.Quantity, position.Leverage, position.StopLoss);
    }

    // The exchange acknowledges first and lists a little later.
    private static async Task RestAsync(TradingFixture fixture, string link)
    {
        var intent = new OrderIntent
        {
            LinkId = OrderLinkId.Parse(link),
            Category = Category.Linear,
            Symbol = TradeDriver.Btc,
            Side = OrderSide.Buy,
            Type = OrderType.Limit,
            Quantity = 0.01m,
            LimitPrice = 60_000m,
        };
        Assert.IsType<SubmitOutcome.Accepted>(await fixture.Exchange.PlaceOrderAsync(intent, Token));
        await Eventually.TrueAsync(
            async () => await fixture.Exchange.GetOpenOrdersAsync(Category.Linear, TradeDriver.Btc, Token)
                is ExchangeResult<IReadOnlyList<ExchangeOrder>>.Success { Value.Count: > 0 },
            "The hand's order was never listed",
            cancellationToken: Token);
    }
}
