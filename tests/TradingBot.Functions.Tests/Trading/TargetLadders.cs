using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Trades with targets that close parts, and what of them stands at the exchange.</summary>
internal static class TargetLadders
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<TradingFixture> OpenAsync(
        TradingDatabase database, (decimal Percent, decimal Close)[] targets, Category category = Category.Linear)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(strategy => Of(strategy, category) with
        {
            TakeProfits = [.. targets.Select(static target => Rule(target.Percent, target.Close))],
        });
        return fixture;
    }

    private static Strategy Of(Strategy strategy, Category category) => category == Category.Spot
        ? strategy with { Category = Category.Spot, Direction = AllowedDirection.Long, Leverage = null }
        : strategy;

    public static async Task<TradeRecord> OpenTradeAsync(TradingFixture fixture, bool isShort = false, decimal quantity = 0.01m)
    {
        if (quantity != 0.01m)
            await fixture.Driver.StrategyAsync(strategy => strategy with
            {
                Sizing = new Sizing(SizingMode.FixedQuantity, quantity),
                TakeProfits = [Rule(1, 25), Rule(2, 25), Rule(3, 50)],
            });
        var trade = await fixture.Driver.OpenAsync(isShort ? SignalAction.Sell : SignalAction.Buy);
        await LookUntilRestedAsync(fixture, trade);
        return await fixture.Driver.TradeAsync(trade.Id);
    }

    private static TakeProfitRule Rule(decimal percent, decimal close) => new(new PriceDistance(Percent: percent), close);

    /// <summary>Looks until one finds everything as it should be: it asks for the ordinary rest.</summary>
    public static Task LookUntilRestedAsync(TradingFixture fixture, TradeRecord trade) => Eventually.TrueAsync(
        async () =>
        {
            await fixture.PassAsync(TimeSpan.FromSeconds(1.1));
            return await fixture.Driver.LookAsync(trade.Id) is { State: MonitorState.Protected, NextLookMilliseconds: 1000 };
        },
        "The trade never came to rest",
        cancellationToken: Token);

    public static Task LookUntilAsync(
        TradingFixture fixture, TradeRecord trade, Func<TradeRecord, bool> isWanted, TimeSpan? between = null) =>
        LookUntilAsync(fixture, trade, now => Task.FromResult(isWanted(now)), between);

    public static Task LookUntilAsync(
        TradingFixture fixture, TradeRecord trade, Func<TradeRecord, Task<bool>> isWanted, TimeSpan? between = null) =>
        Eventually.TrueAsync(
        async () =>
        {
            await fixture.Driver.LookAsync(trade.Id);
            await fixture.PassAsync(between ?? TimeSpan.FromMilliseconds(200));
            return await isWanted(await fixture.Driver.TradeAsync(trade.Id));
        },
        "What was waited for never came",
        cancellationToken: Token);

    public static async Task<IReadOnlyList<OrderRecord>> LegsAsync(TradingFixture fixture, TradeRecord trade) =>
        [.. (await fixture.Ledger.ListOrdersAsync(trade.Id, Token)).Where(static order => order.Role == OrderRole.TakeProfit)];

    public static async Task<IReadOnlyList<decimal>> WorkingAsync(TradingFixture fixture, TradeRecord trade) =>
    [
        .. (await OpenOrdersAsync(fixture)).OrderBy(static order => order.LimitPrice)
            .Where(order => OrderLinkId.TryParse(order.LinkId, out var link) && link.Value.TargetOf(trade.Id) is not null)
            .Select(static order => order.Quantity - order.FilledQuantity),
    ];

    /// <summary>What waits at the exchange in the symbol, but for the stop of the position.</summary>
    public static async Task<IReadOnlyList<ExchangeOrder>> OpenOrdersAsync(TradingFixture fixture)
    {
        var orders = await fixture.Exchange.GetOpenOrdersAsync(Category.Linear, TradeDriver.Btc, Token).RequireAsync();
        return [.. orders.Where(static order => order.StopOrderType is null)];
    }
}
