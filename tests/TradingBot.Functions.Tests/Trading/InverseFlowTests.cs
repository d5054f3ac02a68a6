using TradingBot.Core.Notifications;
using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Inverse futures: sized in dollars, margin, fees and profit in the coin.</summary>
public sealed class InverseFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static readonly Symbol BtcUsd = Symbol.Parse("BTCUSD");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SignalAction.Buy, 1.05, CloseReason.TakeProfit)]
    [InlineData(SignalAction.Buy, 0.97, CloseReason.StopLoss)]
    [InlineData(SignalAction.Sell, 0.95, CloseReason.TakeProfit)]
    [InlineData(SignalAction.Sell, 1.03, CloseReason.StopLoss)]
    public async Task Trade_is_protected_and_settles_in_coin_to_the_venues_own_figure(
        SignalAction action, double move, CloseReason expected)
    {
        await using var fixture = await OpenAsync();
        var trade = await EnterAsync(fixture, action);
        var position = Assert.Single(await PositionsAsync(fixture));
        Assert.Equal((1000m, trade.StopLoss, trade.Targets[0].Price), (position.Quantity, position.StopLoss, position.TakeProfit));

        await fixture.Controls.PriceAsync(decimal.Round(trade.EntryPrice!.Value * (decimal)move, 1), "inverse", "BTCUSD");
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, expected, "BTC"), (closed.Status, closed.CloseReason, closed.SettleCoin));
        Assert.Equal(expected == CloseReason.TakeProfit, closed.RealizedPnl > 0);
        Assert.InRange(Math.Abs(closed.RealizedPnl!.Value), 0.0001m, 0.002m);
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "discrepancy");
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
        var story = await fixture.Ledger.ReadStoryAsync(trade.Id, Token);
        var settled = story!.Events.Single(static line => line.Kind == TradeEventKinds.Settled);
        Assert.Equal(closed.RealizedPnl.Value, decimal.Parse((string)settled.Data!["venuePnl"]!), 8);
        Assert.Empty(await PositionsAsync(fixture));
    }

    [Fact]
    public async Task Risk_is_sized_in_dollars_and_loses_what_was_risked()
    {
        await using var fixture = await OpenAsync(static strategy => strategy with { Sizing = new Sizing(SizingMode.RiskAmount, 0.0005m) });
        var trade = await EnterAsync(fixture, SignalAction.Buy);

        await fixture.Controls.PriceAsync(trade.StopLoss!.Value, "inverse", "BTCUSD");
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        // A step of one dollar is the only thing lost to rounding; the stop is hit to the tick.
        Assert.InRange(-closed.RealizedPnl!.Value, 0.0005m - 0.00001m, 0.0005m);
    }

    [Fact]
    public async Task Trader_is_told_risk_in_dollars_and_average_prices_to_the_tick()
    {
        await using var fixture = await OpenAsync();
        var trade = await EnterAsync(fixture, SignalAction.Buy);
        await fixture.Controls.PriceAsync(trade.StopLoss!.Value, "inverse", "BTCUSD");
        await fixture.Driver.LookUntilClosedAsync(trade.Id);

        var story = await fixture.Ledger.ReadStoryAsync(trade.Id, Token);
        Assert.Matches(@"^Approved: long 1000 BTCUSD, risking [0-9]+(\.[0-9]{1,2})? USD\.$", Message(story!, TradeEventKinds.Decided));
        Assert.Matches(@"^Settled: -0\.[0-9]{1,8} BTC after 0\.[0-9]{1,8} BTC of fees\.$", Message(story!, TradeEventKinds.Settled));
        var closed = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeClosed);
        Assert.Matches(@"^Entry [0-9]+(\.[0-9])?, exit [0-9]+(\.[0-9])?, fees 0\.[0-9]{1,8} BTC, -[0-9]+(\.[0-9]{1,2})? R\.$", closed.Body);
    }

    private static string Message(TradeStory story, string kind) => story.Events.Single(line => line.Kind == kind).Message;

    private async Task<TradingFixture> OpenAsync(Func<Strategy, Strategy>? change = null)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.ResetAsync(("BTC", "0.5"));
        var inverse = (Strategy strategy) => strategy with
        {
            Category = Category.Inverse,
            Symbols = [BtcUsd],
            Sizing = new Sizing(SizingMode.FixedQuantity, 1000m),
        };
        await fixture.Driver.StrategyAsync(strategy => change is null ? inverse(strategy) : change(inverse(strategy)));
        return fixture;
    }

    private static async Task<TradeRecord> EnterAsync(TradingFixture fixture, SignalAction action)
    {
        var signal = await fixture.Driver.AlertAsync(alert => alert with { Action = action, Symbol = BtcUsd });
        var decision = await fixture.Driver.ActAsync(signal);
        Assert.True(decision.TradeId is not null, $"Denied: {(await fixture.Driver.SignalAsync(signal)).Reason}");
        return await fixture.Driver.LookUntilBookedAsync(new TradeId(decision.TradeId.Value));
    }

    private static async Task<IReadOnlyList<ExchangePosition>> PositionsAsync(TradingFixture fixture) =>
        await fixture.Exchange.GetPositionsAsync(Category.Inverse, BtcUsd,
            Token) is ExchangeResult<IReadOnlyList<ExchangePosition>>.Success { Value: var positions }
            ? positions
            : throw new InvalidOperationException("No answer.");
}
