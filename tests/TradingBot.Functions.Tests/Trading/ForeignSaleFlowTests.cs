using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Spot: coins of a trade that a person sells, and coins of his own that he sells beside it.</summary>
public sealed class ForeignSaleFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Coins_sold_by_hand_end_the_trade_as_closed_outside_with_its_profit()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.PriceAsync(69_000m, "spot");
        await TakeAndSellAsync(fixture, trade, 0.00999m);

        await fixture.Driver.LookUntilMissingAsync(trade.Id);
        await fixture.PassAsync(TimeSpan.FromSeconds(6));
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.External, 0.00999m), (closed.Status, closed.CloseReason, closed.ExitedQuantity));
        var exitFee = 0.00999m * closed.ExitPrice!.Value * 0.001m;
        Assert.Equal((0.00001m * closed.EntryPrice!.Value) + exitFee, closed.Fees);
        Assert.Equal(
            ((closed.ExitPrice.Value - closed.EntryPrice.Value) * 0.00999m) - closed.Fees, Math.Round(closed.RealizedPnl!.Value, 12));
        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Severity != Severity.Info);
        Assert.Equal((NoticeKinds.TradeClosedOutside, Severity.Warning), (told.Kind, told.Severity));
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
    }

    [Fact]
    public async Task Coins_sold_by_hand_but_for_dust_are_told_once_as_the_end_of_the_trade()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        // 0.00001 BTC is worth less than the market's smallest order.
        await TakeAndSellAsync(fixture, trade, 0.00998m);

        await fixture.Driver.LookUntilMissingAsync(trade.Id);
        await fixture.PassAsync(TimeSpan.FromSeconds(6));
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((CloseReason.External, 0.00998m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.Equal(NoticeKinds.TradeClosedOutside, Assert.Single(
            await fixture.Driver.NoticesAsync(), static notice => notice.Severity != Severity.Info).Kind);
    }

    [Fact]
    public async Task Part_sold_by_hand_is_told_and_the_rest_is_guarded_and_closed()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await TakeAndSellAsync(fixture, trade, 0.004m);

        await fixture.Driver.LookUntilMissingAsync(trade.Id);
        await fixture.PassAsync(TimeSpan.FromSeconds(6));
        await LookUntilExitedAsync(fixture, trade, 0.004m);

        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeReducedOutside);
        Assert.Contains("closed 0.004 BTCUSDT", told.Body, StringComparison.Ordinal);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);
        Assert.Equal(0.00599m, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop)).Quantity);
        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).PositionMissingSince);
        await fixture.Driver.CloseAsync(trade.Id);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal((CloseReason.Manual, 0.00999m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.PositionLost);
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
    }

    [Fact]
    public async Task Coins_of_a_persons_own_that_he_sells_are_not_the_trades()
    {
        await using var fixture = await SpotAsync();
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.02m, Category.Spot);
        var trade = await fixture.Driver.OpenAsync();
        await SellAsync(fixture, 0.01m);
        // A refusal, so that from here on the wallet is asked for.
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", retCode: 170131);
        await fixture.Driver.CloseAsync(trade.Id);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((CloseReason.Manual, 0.00999m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.All(await ExitFillsAsync(fixture, trade), fill => Assert.StartsWith($"{trade.Id.Value:N}-x", fill.OrderLinkId, StringComparison.Ordinal));
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeReducedOutside);
    }

    [Fact]
    public async Task Of_several_sales_only_what_is_missing_is_taken_and_from_the_newest()
    {
        await using var fixture = await SpotAsync();
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.02m, Category.Spot);
        var trade = await fixture.Driver.OpenAsync();
        // His own coins at one price while ours stand; later, at another, the rest of his and a part of ours in one order.
        await SellAsync(fixture, 0.01m);
        await fixture.Controls.PriceAsync(70_000m, "spot");
        await TakeAndSellAsync(fixture, trade, 0.01m + 0.005m);

        await fixture.Driver.LookUntilMissingAsync(trade.Id);
        await fixture.PassAsync(TimeSpan.FromSeconds(6));
        var missing = 0.01998m + 0.00999m - 0.025m;
        await LookUntilExitedAsync(fixture, trade, 0.00999m - missing);

        var fill = Assert.Single(await ExitFillsAsync(fixture, trade));
        Assert.InRange(fill.Price, 69_900m, 70_000m);
        Assert.Equal((fill.Price * fill.Quantity, fill.Price * fill.Quantity * 0.001m, "USDT"), (fill.Value, fill.Fee, fill.FeeCurrency));
        // Sold by hand once more: the next part, and the first one not again.
        await TakeAndSellAsync(fixture, trade, missing);
        await fixture.Driver.LookUntilMissingAsync(trade.Id);
        await fixture.PassAsync(TimeSpan.FromSeconds(6));
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal((CloseReason.External, 0.00999m), (closed.CloseReason, closed.ExitedQuantity));
    }

    private static Task LookUntilExitedAsync(TradingFixture fixture, TradeRecord trade, decimal quantity) => Eventually.TrueAsync(
        async () =>
        {
            await fixture.Driver.LookAsync(trade.Id);
            return (await fixture.Driver.TradeAsync(trade.Id)).ExitedQuantity == quantity;
        },
        $"What was sold by hand was never booked as {quantity}",
        cancellationToken: Token);

    private static async Task<IReadOnlyList<Fill>> ExitFillsAsync(TradingFixture fixture, TradeRecord trade) =>
        [.. (await fixture.Ledger.ListFillsAsync(trade.Id, Token)).Where(static fill => fill.Role != OrderRole.Entry)];

    // The stop binds the coins: a person takes it away first.
    private static async Task TakeAndSellAsync(TradingFixture fixture, TradeRecord trade, decimal quantity)
    {
        var stop = await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop);
        await fixture.Exchange.CancelOrderAsync(Category.Spot, TradeDriver.Btc, stop.LinkId, isStopOrder: true, Token);
        await Eventually.TrueAsync(
            async () => (await CoinAsync(fixture)) is { Locked: 0 }, "The stop was never taken away", cancellationToken: Token);
        await SellAsync(fixture, quantity);
    }

    private static async Task SellAsync(TradingFixture fixture, decimal quantity)
    {
        var before = (await CoinAsync(fixture)).WalletBalance;
        await fixture.Driver.HandAsync(OrderSide.Sell, quantity, Category.Spot);
        await Eventually.TrueAsync(
            async () => before - (await CoinAsync(fixture)).WalletBalance >= quantity, "The sale was never done", cancellationToken: Token);
    }

    private static async Task<(decimal WalletBalance, decimal Locked)> CoinAsync(TradingFixture fixture)
    {
        var balance = Assert.IsType<ExchangeResult<AccountBalance>.Success>(await fixture.Exchange.GetBalanceAsync(Token)).Value;
        var coin = balance.Coins.FirstOrDefault(static coin => coin.Coin == "BTC");
        return (coin?.WalletBalance ?? 0, coin?.Locked ?? 0);
    }

    private async Task<TradingFixture> SpotAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.Driver.StrategyAsync(strategy => strategy with
        {
            Category = Category.Spot,
            Leverage = null,
            Direction = AllowedDirection.Long,
            TakeProfits = [],
        });
        return fixture;
    }
}
