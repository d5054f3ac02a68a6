using TradingBot.Core.Trades;
using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A trade on its way out: looked at as the orchestration does, and what stands of it at the exchange.</summary>
internal static class ExitWalk
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Looks as the orchestration does, and passes the time between the looks at once, until the trade is flat or the time is over.
    public static async Task RunAsync(TradingFixture fixture, TradeId trade, TimeSpan atMost, Func<Task> afterEachStep)
    {
        var until = fixture.Clock.GetUtcNow() + atMost;
        while (fixture.Clock.GetUtcNow() < until)
        {
            var look = await fixture.Driver.LookAsync(trade);
            await afterEachStep();
            if (look.State == MonitorState.Flat)
                return;
            await fixture.PassAsync(TimeSpan.FromMilliseconds(look.NextLookMilliseconds));
            await afterEachStep();
        }
    }

    public static async Task<IReadOnlyList<OrderRecord>> ExitsAsync(TradingFixture fixture, TradeId trade) =>
        [.. (await fixture.Ledger.ListOrdersAsync(trade, Token)).Where(static order => order.Role == OrderRole.Exit)];

    public static async Task<int> LiveOrdersAsync(TradingFixture fixture) =>
        Assert.IsType<ExchangeResult<IReadOnlyList<ExchangeOrder>>.Success>(
            await fixture.Exchange.GetOpenOrdersAsync(Category.Spot, TradeDriver.Btc, Token)).Value.Count;
}
