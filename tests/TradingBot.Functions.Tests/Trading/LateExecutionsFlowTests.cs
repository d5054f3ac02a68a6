using Microsoft.Extensions.DependencyInjection;
using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.TestKit;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>An entry that is filled at the exchange before its executions are listed: nothing of it is in the books yet.</summary>
public sealed class LateExecutionsFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Position_is_guarded_before_its_executions_are_listed()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.ApproveAsync();
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
        var monitor = MonitorOf(fixture, fixture.Exchange);

        await Eventually.TrueAsync(
            async () => (await monitor.LookAsync(trade, Token)).State == MonitorState.Protected,
            "The position was never guarded",
            cancellationToken: Token);

        Assert.Equal(0m, (await fixture.Driver.TradeAsync(trade)).FilledQuantity);
        Assert.Equal(0.01m, (await fixture.Driver.LookUntilBookedAsync(trade)).FilledQuantity);
    }

    [Fact]
    public async Task Entry_that_tells_of_fills_was_opened_though_neither_executions_nor_position_are_listed()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.ApproveAsync();
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
        var monitor = MonitorOf(fixture, AlteredExchange<IReadOnlyList<ExchangePosition>>.Of(
            fixture.Exchange, nameof(IExchange.GetPositionsAsync), static _ => []));

        await Eventually.TrueAsync(
            async () =>
            {
                Assert.Equal(MonitorState.Opening, (await monitor.LookAsync(trade, Token)).State);
                return (await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).Status == OrderStatus.Filled;
            },
            "The entry was never filled",
            cancellationToken: Token);
        Assert.Equal(MonitorState.Opening, (await monitor.LookAsync(trade, Token)).State);

        Assert.Equal(0.01m, (await fixture.Driver.LookUntilBookedAsync(trade)).FilledQuantity);
    }

    // No execution is listed, and positions are those of the exchange given.
    private static TradeMonitor MonitorOf(TradingFixture fixture, IExchange positions)
    {
        var executions = AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
            fixture.Exchange, nameof(IExchange.GetExecutionsAsync), static _ => []);
        return ActivatorUtilities.CreateInstance<TradeMonitor>(
            fixture.Service<IServiceProvider>(),
            new FillSynchronizer(executions, fixture.Ledger, fixture.Clock),
            fixture.Keeping(fixture.FuturesOf(positions, fixture.Clock)));
    }
}
