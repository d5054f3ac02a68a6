using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// Options that are bought for alerts of their underlying, at a paper exchange whose options follow the price of BTCUSDT.
/// </summary>
internal static class OptionTrades
{
    public const decimal Market = 60_000m;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>At the money in about a week, 0.1 at market within a fifth, stop at half the premium, target at twice.</summary>
    public static async Task<TradingFixture> OpenAsync(TradingDatabase database, Func<Strategy, Strategy>? change = null)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.PriceAsync(Market, "spot");
        await fixture.Driver.StrategyAsync(strategy => change?.Invoke(Bought(strategy)) ?? Bought(strategy));
        return fixture;
    }

    /// <summary>The strategy, buying options.</summary>
    public static Strategy Bought(Strategy strategy) => strategy with
    {
        Category = Category.Option,
        Option = new OptionRule { Days = 7, MinDays = 2, MaxDays = 30, OutOfTheMoneyPercent = 0, MaxSpreadPercent = 50 },
        Direction = AllowedDirection.Both,
        Leverage = null,
        Sizing = new Sizing(SizingMode.FixedQuantity, 0.1m),
        MaxSlippagePercent = 20,
        StopLoss = new PriceDistance(Percent: 50),
        TakeProfits = [new TakeProfitRule(new PriceDistance(Percent: 100), 100)],
    };

    public static Task PriceAsync(TradingFixture fixture, decimal price) => fixture.Controls.PriceAsync(price, "spot");

    public static Task<SignalId> AlertAsync(TradingFixture fixture, SignalAction action, Func<Signal, Signal>? change = null) =>
        fixture.Driver.AlertAsync(
            signal => change?.Invoke(signal with { Action = action }) ?? signal with { Action = action }, category: Category.Option);

    /// <summary>An approved trade whose entry is not sent yet.</summary>
    public static async Task<TradeId> ApproveAsync(
        TradingFixture fixture, SignalAction action = SignalAction.Buy, Func<Signal, Signal>? change = null)
    {
        var alert = await AlertAsync(fixture, action, change);
        var decision = await fixture.Driver.DecideAsync(alert);
        Assert.True(decision.TradeId is not null, $"Denied: {(await fixture.Driver.SignalAsync(alert)).Reason}");
        return new TradeId(decision.TradeId.Value);
    }

    public static async Task<TradeRecord> OpenTradeAsync(
        TradingFixture fixture, SignalAction action = SignalAction.Buy, Func<Signal, Signal>? change = null)
    {
        var trade = await ApproveAsync(fixture, action, change);
        await fixture.Driver.PlaceAsync(trade);
        return await fixture.Driver.LookUntilBookedAsync(trade);
    }

    public static OptionContract ContractOf(TradeRecord trade) =>
        OptionContract.Find(trade.Symbol) ?? throw new InvalidOperationException($"{trade.Symbol} is no option.");

    public static async Task<Ticker> TickerAsync(TradingFixture fixture, TradeRecord trade) =>
        await fixture.Exchange.GetTickerAsync(Category.Option, trade.Symbol, Token).RequireAsync();

    /// <summary>The exchange's own account of it.</summary>
    public static async Task<ClosedOption> ClosedAsync(TradingFixture fixture, TradeRecord trade) =>
        Assert.Single(await fixture.Exchange.GetClosedOptionsAsync(trade.Symbol, trade.CreatedAt, Token).RequireAsync());

    /// <summary>Goes on looking, as time passes, until nothing is left, then settles.</summary>
    public static async Task<TradeRecord> LookUntilClosedAsync(TradingFixture fixture, TradeId trade)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                var look = await fixture.Driver.LookAsync(trade);
                await fixture.PassAsync(TimeSpan.FromMilliseconds(300));
                return look.State == MonitorState.Flat;
            },
            "The trade was never flat",
            cancellationToken: Token);
        await fixture.Driver.SettleAsync(trade);
        return await fixture.Driver.TradeAsync(trade);
    }

    public static async Task<IReadOnlyList<OrderRecord>> OrdersAsync(TradingFixture fixture, TradeId trade, OrderRole role) =>
        [.. (await fixture.Ledger.ListOrdersAsync(trade, Token)).Where(order => order.Role == role)];
}
