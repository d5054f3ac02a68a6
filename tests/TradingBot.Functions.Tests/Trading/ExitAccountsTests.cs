using TradingBot.Core.Exchange;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Positions;
using TradingBot.Trading.Settlement;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What the books make of the exchange's account of an exit: its kind, its parts, its profit.</summary>
public sealed class ExitAccountsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("BustTrade", CloseReason.Liquidation)]
    [InlineData("AdlTrade", CloseReason.AutoDeleveraging)]
    [InlineData("Delivery", CloseReason.Settlement)]
    [InlineData("Settle", CloseReason.Settlement)]
    [InlineData("MovePosition", CloseReason.External)]
    [InlineData("BlockTrade", CloseReason.External)]
    public async Task Exit_by_the_exchange_itself_is_booked_whole_and_named_by_its_kind(string kind, CloseReason reason)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.01m);
        // Such an execution does not say how much of the position it closed.
        var exchange = AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
            fixture.Exchange,
            nameof(IExchange.GetExecutionsAsync),
            rows => [.. rows.Select(row => row.Side == OrderSide.Sell ? row with { ExecType = kind, ClosedQuantity = 0m } : row)]);
        var fills = new FillSynchronizer(exchange, fixture.Ledger, fixture.Clock);
        await Eventually.TrueAsync(
            async () => (await fills.RunAsync(trade, Token)).ExitedQuantity == 0.01m, "The exit was never booked", cancellationToken: Token);

        await fixture.Driver.SettleAsync(trade.Id);

        Assert.Equal(reason, (await fixture.Driver.TradeAsync(trade.Id)).CloseReason);
    }

    [Fact]
    public async Task Of_several_exits_the_last_one_names_the_end()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await ReduceAsync(fixture, trade, 0.004m);
        await fixture.Controls.PriceAsync(66_000m);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((0.01m, CloseReason.StopLoss), (closed.ExitedQuantity, closed.CloseReason));
    }

    [Fact]
    public async Task Profit_is_compared_only_when_the_exchange_lists_every_closing_order()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await ReduceAsync(fixture, trade, 0.004m);
        await ReduceAsync(fixture, trade, 0.006m);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Flat);
        var late = AlteredExchange<IReadOnlyList<ClosedPnl>>.Of(
            fixture.Exchange, nameof(IExchange.GetClosedPnlAsync), static rows => [.. rows.Take(1)]);
        var settlement = new TradeSettlement(
            late, fixture.Ledger, fixture.Service<IDiscrepancyStore>(), fixture.Service<INotificationStore>(), fixture.Clock);

        Assert.False(await settlement.SettleAsync(trade.Id, isLastTry: false, Token));
        await fixture.Driver.SettleAsync(trade.Id);

        Assert.Equal(TradeStatus.Closed, (await fixture.Driver.TradeAsync(trade.Id)).Status);
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
    }

    [Theory]
    [InlineData("0.00000001", false)]
    [InlineData("0.00000002", true)]
    public async Task Profit_that_differs_by_more_than_its_last_place_is_reported(string by, bool isReported)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.PriceAsync(71_000m);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Flat);
        await database.ExecuteAsync($"update trading.trades set realized_pnl = realized_pnl + {by}");

        await fixture.Driver.SettleAsync(trade.Id);

        Assert.Equal(isReported, (await fixture.Driver.DiscrepanciesAsync()).Any(static row => row.Kind == "closedPnl"));
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }

    // A person closes a part of the position, and the books follow.
    private static async Task ReduceAsync(TradingFixture fixture, TradeRecord trade, decimal quantity)
    {
        var exited = (await fixture.Driver.TradeAsync(trade.Id)).ExitedQuantity + quantity;
        await fixture.Driver.HandAsync(OrderSide.Sell, quantity);
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade.Id);
                return (await fixture.Driver.TradeAsync(trade.Id)).ExitedQuantity == exited;
            },
            "The part was never booked",
            cancellationToken: Token);
    }
}
