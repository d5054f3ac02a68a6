using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Tests.Trading;
using TradingBot.Functions.Timers;
using TradingBot.TestKit;
using TradingBot.Trading.Alerts;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;
using TradingBot.Trading.Reconciliation;

namespace TradingBot.Functions.Tests.Timers;

/// <summary>Exchange against ledger: each difference told once, and resolved when it is gone.</summary>
public sealed class ReconcileTimerTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Position_that_no_trade_accounts_for_is_told_once_and_resolved_when_gone()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.01m);
        await Eventually.TrueAsync(
            async () => await fixture.Driver.PositionAsync() is not null, "The order by hand was not filled", cancellationToken: Token);

        await ReconcileAsync(fixture);
        await ReconcileAsync(fixture);

        var unknown = Assert.Single(await DifferencesAsync(fixture));
        Assert.Equal(("unknownPosition", null), (unknown.Discrepancy.Kind, unknown.ResolvedAt));
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "discrepancy");
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.01m);
        await Eventually.TrueAsync(
            async () => await fixture.Driver.PositionAsync() is null, "The position was not closed", cancellationToken: Token);
        await ReconcileAsync(fixture);
        Assert.NotNull(Assert.Single(await DifferencesAsync(fixture)).ResolvedAt);
    }

    // The exchange keeps one stop for the whole position, and it stays for what a person has added to the trade's part.
    [Fact]
    public async Task What_a_person_added_to_a_trade_that_is_closed_is_told_with_the_stop_that_stands_on_it()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.02m);
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Driver.LookUntilClosedAsync(trade.Id);

        await ReconcileAsync(fixture);

        var left = (await fixture.Driver.PositionAsync())!;
        Assert.Equal((0.02m, trade.StopLoss), (left.Quantity, left.StopLoss));
        var told = Assert.Single(await DifferencesAsync(fixture), static row => row.Discrepancy.Kind == "unknownPosition");
        Assert.EndsWith(
            $"A stop-loss at {DecimalText.Write(trade.StopLoss!.Value)} stands on it, which the bot leaves as it is.",
            told.Discrepancy.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Position_of_a_trade_is_no_difference()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        await fixture.Driver.OpenAsync();
        await fixture.PassAsync(TimeSpan.FromMinutes(1));

        await ReconcileAsync(fixture);

        Assert.Empty(await DifferencesAsync(fixture));
    }

    [Fact]
    public async Task Position_larger_than_the_books_say_is_told()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.02m);
        await Eventually.TrueAsync(
            async () =>
                (await fixture.Driver.PositionAsync())!.Quantity == 0.03m, "The order by hand was not filled", cancellationToken: Token);
        await fixture.PassAsync(TimeSpan.FromMinutes(1));

        await ReconcileAsync(fixture);

        var mismatch = Assert.Single(await DifferencesAsync(fixture)).Discrepancy;
        Assert.Equal(("quantityMismatch", trade.Id), (mismatch.Kind, mismatch.TradeId));
    }

    [Fact]
    public async Task Closing_that_does_not_end_is_compared_too_once_it_had_its_time()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.PassAsync(TimeSpan.FromMinutes(1));
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.PassAsync(TimeSpan.FromSeconds(18));

        await ReconcileAsync(fixture);
        Assert.Empty(await DifferencesAsync(fixture));
        await fixture.PassAsync(TimeSpan.FromSeconds(3));
        await ReconcileAsync(fixture);

        Assert.Equal("missingPosition", Assert.Single(await DifferencesAsync(fixture)).Discrepancy.Kind);
    }

    [Fact]
    public async Task Coins_of_a_spot_trade_that_the_wallet_does_not_hold_are_told_and_resolved_when_they_are_back()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.Driver.StrategyAsync(
            strategy => strategy with { Category = Category.Spot, Leverage = null, Direction = AllowedDirection.Long });
        var trade = await fixture.Driver.OpenAsync();
        await fixture.PassAsync(TimeSpan.FromSeconds(21));
        await ReconcileAsync(fixture);
        Assert.Empty(await DifferencesAsync(fixture));

        await fixture.Controls.ResetAsync(("USDT", "10000"), ("BTC", "0.004"));
        await ReconcileAsync(fixture);

        var missing = Assert.Single(await DifferencesAsync(fixture)).Discrepancy;
        Assert.Equal(("coinsMissing", trade.Id), (missing.Kind, missing.TradeId));
        Assert.Equal("The bot's spot trades hold 0.00999 BTC, the wallet 0.004.", missing.Message);
        await fixture.Controls.ResetAsync(("USDT", "10000"), ("BTC", "0.00999"));
        await ReconcileAsync(fixture);
        Assert.NotNull(Assert.Single(await DifferencesAsync(fixture)).ResolvedAt);
    }

    [Fact]
    public async Task Coins_are_missing_from_the_smallest_order_on()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.Driver.StrategyAsync(
            strategy => strategy with { Category = Category.Spot, Leverage = null, Direction = AllowedDirection.Long });
        await fixture.Driver.OpenAsync();
        await fixture.PassAsync(TimeSpan.FromSeconds(21));
        var smallest = (await fixture.Exchange.FindInstrumentAsync(Category.Spot, TradeDriver.Btc, Token).RequireAsync())!.MinQuantity;
        Assert.True(smallest > 0);

        await fixture.Controls.ResetAsync(("USDT", "10000"), ("BTC", DecimalText.Write(0.00999m - smallest + 0.00000001m)));
        await ReconcileAsync(fixture);
        Assert.Empty(await DifferencesAsync(fixture));
        await fixture.Controls.ResetAsync(("USDT", "10000"), ("BTC", DecimalText.Write(0.00999m - smallest)));
        await ReconcileAsync(fixture);

        Assert.Equal("coinsMissing", Assert.Single(await DifferencesAsync(fixture)).Discrepancy.Kind);
    }

    [Fact]
    public async Task Position_on_the_other_side_is_not_the_trades()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.PassAsync(TimeSpan.FromMinutes(1));

        await ReconcileAsync(fixture, static positions =>
            [.. positions.Select(static position => position with { Direction = position.Direction.Opposite() })]);

        var missing = Assert.Single(await DifferencesAsync(fixture)).Discrepancy;
        Assert.Equal(("missingPosition", trade.Id), (missing.Kind, missing.TradeId));
    }

    [Fact]
    public async Task Difference_counts_when_it_stands_in_both_looks()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.01m);
        await Eventually.TrueAsync(
            async () => await fixture.Driver.PositionAsync() is not null, "The order by hand was not filled", cancellationToken: Token);
        var looks = 0;

        await ReconcileAsync(fixture, positions => positions.Count > 0 && ++looks == 2
            ? [.. positions, positions[0] with { Symbol = Symbol.Parse("ETHUSDT") }]
            : positions);

        Assert.Equal(2, looks);
        Assert.Equal(TradeDriver.Btc, Assert.Single(await DifferencesAsync(fixture)).Discrepancy.Symbol);
    }

    [Fact]
    public async Task Exchange_that_does_not_answer_proves_nothing()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.01m);
        await Eventually.TrueAsync(
            async () => await fixture.Driver.PositionAsync() is not null, "The order by hand was not filled", cancellationToken: Token);
        await ReconcileAsync(fixture);
        await fixture.Controls.FaultAsync("/v5/position/list", "status", count: 100, status: 500);

        await Assert.ThrowsAsync<ExchangeUnavailableException>(() => ReconcileAsync(fixture));

        Assert.Null(Assert.Single(await DifferencesAsync(fixture)).ResolvedAt);
    }

    [Fact]
    public async Task Funding_that_was_listed_after_its_trade_had_closed_is_booked()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Driver.LookUntilClosedAsync(trade.Id);
        var listed = AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
            fixture.Exchange, nameof(IExchange.GetExecutionsAsync), rows => [.. rows, rows[0] with
            {
                ExecId = "late", ExecType = "Funding", LinkId = null, Fee = 0.25m, At = trade.OpenedAt!.Value.AddMilliseconds(1),
            }]);

        var late = new LateFunding(listed, fixture.Ledger, fixture.Clock);
        await new ReconcileTimer(fixture.Service<AlertWatch>(), fixture.Service<AccountReconciliation>(), late)
            .RunAsync(new TimerInfo(), Token);

        Assert.Equal(0.25m, (await fixture.Driver.TradeAsync(trade.Id)).Funding);
    }

    private static Task ReconcileAsync(TradingFixture fixture) =>
        new ReconcileTimer(fixture.Service<AlertWatch>(), fixture.Service<AccountReconciliation>(), fixture.Service<LateFunding>())
            .RunAsync(new TimerInfo(), Token);

    // With the positions as a test wants them to be seen.
    private static Task ReconcileAsync(
        TradingFixture fixture, Func<IReadOnlyList<ExchangePosition>, IReadOnlyList<ExchangePosition>> change)
    {
        var exchange = AlteredExchange<IReadOnlyList<ExchangePosition>>.Of(
            fixture.Exchange, nameof(IExchange.GetPositionsAsync), change);
        var reconciliation = new AccountReconciliation(
            exchange, fixture.Ledger, fixture.Service<FillSynchronizer>(), fixture.Service<SpotHoldings>(),
            fixture.Service<IDiscrepancyStore>(), fixture.Service<INotificationStore>(), fixture.Clock,
            fixture.Service<IOptions<TradingOptions>>());
        return reconciliation.RunAsync(Token);
    }

    private static async Task<IReadOnlyList<DiscrepancyRecord>> DifferencesAsync(TradingFixture fixture) =>
        (await fixture.Service<IDiscrepancyStore>().ListAsync(new PageRequest(), Token)).Items;
}
