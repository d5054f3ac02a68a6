using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.TestKit;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;
using TradingBot.Trading.Reconciliation;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>From when on a difference between exchange and ledger counts, and what is said of it.</summary>
public sealed class AccountReconciliationTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private readonly FakeTimeProvider _time = StoppedClock.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(20, null, false)]
    [InlineData(20.1, null, true)]
    [InlineData(3600, 20.0, false)]
    [InlineData(3600, 20.1, true)]
    public async Task Trade_is_compared_once_its_opening_and_its_closing_had_their_time(
        double openedAgo, double? closeAskedAgo, bool isTold)
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.OpenAsync();
        await SetAsync("opened_at", openedAgo);
        if (closeAskedAgo is { } ago)
            await SetAsync("close_requested_at", ago);

        await ReconcileAsync(fixture, static _ => []);

        Assert.Equal(isTold ? ["missingPosition"] : [], (await fixture.Driver.DiscrepanciesAsync()).Select(static row => row.Kind));
    }

    [Fact]
    public async Task Close_that_is_not_in_the_books_yet_is_booked_and_not_told()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await SetAsync("opened_at", secondsAgo: 3600);
        await fixture.Driver.HandAsync(OrderSide.Sell, trade.OpenQuantity);
        await Eventually.TrueAsync(
            async () => await fixture.Driver.PositionAsync() is null, "The order by hand closed nothing", cancellationToken: Token);

        await ReconcileAsync(fixture, static positions => positions);

        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
        Assert.Equal(trade.FilledQuantity, (await fixture.Driver.TradeAsync(trade.Id)).ExitedQuantity);
    }

    [Theory]
    [InlineData(8, false, false)]
    [InlineData(8.1, false, true)]
    [InlineData(60, true, false)]
    public async Task Stop_that_is_missing_for_longer_than_the_promise_allows_is_told_unless_the_position_is_closing(
        double missingFor, bool isClosing, bool isTold)
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.OpenAsync();
        await SetAsync("opened_at", secondsAgo: 3600);
        foreach (var column in (string[])["stop_missing_since", "stop_watched_from"])
            await SetAsync(column, missingFor);
        await SetAsync("stop_watched_until", secondsAgo: 0);
        if (isClosing)
            await SetAsync("close_requested_at", secondsAgo: 60);

        await ReconcileAsync(fixture, static positions => positions);

        Assert.Equal(isTold ? ["stopMissing"] : [], (await fixture.Driver.DiscrepanciesAsync()).Select(static row => row.Kind));
    }

    [Fact]
    public async Task Trade_of_which_a_part_is_just_being_closed_is_not_compared()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.OpenAsync();
        await SetAsync("opened_at", secondsAgo: 3600);
        await database.ExecuteAsync(
            $"update trading.trades set reduce_quantity = 0.004, reduce_from = 0, reduce_requested_at = '{_time.GetUtcNow():O}'");

        await ReconcileAsync(
            fixture, static positions => [.. positions.Select(static position => position with { Quantity = 0.006m })]);

        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
    }

    [Theory]
    [InlineData(0.03)]
    [InlineData(0.004)]
    public async Task Quantity_that_differs_is_told_with_what_the_ledger_and_what_the_exchange_holds(double quantity)
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await SetAsync("opened_at", secondsAgo: 3600);

        await ReconcileAsync(
            fixture, positions => [.. positions.Select(position => position with { Quantity = (decimal)quantity })]);

        var told = Assert.Single(await fixture.Driver.DiscrepanciesAsync());
        Assert.Equal(("quantityMismatch", trade.Id), (told.Kind, told.TradeId));
        Assert.Equal($"The ledger holds long 0.01 BTCUSDT, the exchange {(decimal)quantity}.", told.Message);
        var notice = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.Discrepancy);
        Assert.Contains(told.Message, notice.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Difference_is_told_as_the_second_look_shows_it()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.OpenAsync();
        await SetAsync("opened_at", secondsAgo: 3600);
        var standing = 0.02m;

        await ReconcileAsync(fixture, positions => [.. positions.Select(position => position with { Quantity = standing += 0.01m })]);

        var told = Assert.Single(await fixture.Driver.DiscrepanciesAsync());
        Assert.Equal("The ledger holds long 0.01 BTCUSDT, the exchange 0.04.", told.Message);
    }

    [Fact]
    public async Task Difference_that_became_another_one_between_the_looks_does_not_count()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.OpenAsync();
        await SetAsync("opened_at", secondsAgo: 3600);
        var looks = 0;

        await ReconcileAsync(fixture, positions => ++looks == 1
            ? []
            : [.. positions.Select(static position => position with { Quantity = 0.02m })]);

        Assert.Equal(2, looks);
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
    }

    [Fact]
    public async Task Every_difference_that_stands_is_told_whatever_its_symbol_and_its_category()
    {
        await using var fixture = await SpotAsync();
        await fixture.Driver.OpenAsync();
        await SetAsync("opened_at", secondsAgo: 3600);
        await fixture.Controls.ResetAsync(("USDT", "10000"));

        await ReconcileAsync(fixture, static _ => [Unknown("ETHUSDT"), Unknown("SOLUSDT")]);

        var told = await fixture.Driver.DiscrepanciesAsync();
        Assert.Equal(
            ["coinsMissing spot BTCUSDT", "unknownPosition linear ETHUSDT", "unknownPosition linear SOLUSDT"],
            told.Select(static row => $"{row.Kind} {EnumNames.Write(row.Category)} {row.Symbol}").Order(StringComparer.Ordinal));
        Assert.Equal(
            told.Select(static row => row.Message).Order(StringComparer.Ordinal),
            (await fixture.Driver.NoticesAsync()).Where(static notice => notice.Kind == NoticeKinds.Discrepancy)
                .Select(static notice => notice.Body).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_two_differences_only_the_one_that_both_looks_show_counts()
    {
        await using var fixture = await OpenAsync();
        var looks = 0;

        await ReconcileAsync(fixture, _ => ++looks == 1
            ? [Unknown("ETHUSDT"), Unknown("SOLUSDT")]
            : [Unknown("SOLUSDT"), Unknown("XRPUSDT")]);

        Assert.Equal("SOLUSDT", Assert.Single(await fixture.Driver.DiscrepanciesAsync()).Symbol.ToString());
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(20.1, true)]
    public async Task Coins_of_a_trade_are_compared_once_its_opening_had_its_time(double openedAgo, bool isTold)
    {
        await using var fixture = await SpotAsync();
        await fixture.Driver.OpenAsync();
        await SetAsync("opened_at", openedAgo);
        await fixture.Controls.ResetAsync(("USDT", "10000"));

        await ReconcileAsync(fixture, static positions => positions);

        Assert.Equal(isTold ? ["coinsMissing"] : [], (await fixture.Driver.DiscrepanciesAsync()).Select(static row => row.Kind));
    }

    [Fact]
    public async Task Trades_in_one_coin_are_compared_together_and_each_of_them_is_told()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        var holdings = fixture.Service<SpotHoldings>();

        Assert.Empty(await holdings.CompareAsync([trade], Token));
        var found = await holdings.CompareAsync([trade, trade], Token);

        Assert.Equal(2, found.Count);
        Assert.All(found, static row => Assert.Equal("The bot's spot trades hold 0.01998 BTC, the wallet 0.00999.", row.Message));
    }

    private static ExchangePosition Unknown(string symbol) => new()
    {
        Category = Category.Linear,
        Symbol = Symbol.Parse(symbol),
        Direction = Direction.Long,
        Quantity = 1m,
        EntryPrice = 100m,
    };

    private Task SetAsync(string column, double secondsAgo) =>
        database.ExecuteAsync($"update trading.trades set {column} = '{_time.GetUtcNow().AddSeconds(-secondsAgo):O}'");

    private Task ReconcileAsync(
        TradingFixture fixture, Func<IReadOnlyList<ExchangePosition>, IReadOnlyList<ExchangePosition>> change)
    {
        var exchange = AlteredExchange<IReadOnlyList<ExchangePosition>>.Of(
            fixture.Exchange, nameof(IExchange.GetPositionsAsync), change);
        var reconciliation = new AccountReconciliation(
            exchange, fixture.Ledger, fixture.Service<FillSynchronizer>(), fixture.Service<SpotHoldings>(),
            fixture.Service<IDiscrepancyStore>(), fixture.Service<INotificationStore>(), _time,
            fixture.Service<IOptions<TradingOptions>>());
        return reconciliation.RunAsync(Token);
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }

    private async Task<TradingFixture> SpotAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.Driver.StrategyAsync(
            strategy => strategy with { Category = Category.Spot, Leverage = null, Direction = AllowedDirection.Long });
        return fixture;
    }
}
