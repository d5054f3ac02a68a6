using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What is free to be spent on an entry: the quote coin of a spot market, or the margin of the account.</summary>
public sealed class EntryFactsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Spot, "700", "930")]
    [InlineData(Category.Spot, null, "930")]
    [InlineData(Category.Linear, "700", "700")]
    [InlineData(Category.Linear, null, "930")]
    [InlineData(Category.Linear, "0", "0")]
    public async Task Spot_spends_the_quote_coin_that_no_order_binds_and_contracts_the_accounts_margin(
        Category category, string? margin, string available)
    {
        var facts = await ReadAsync(
            category,
            margin is null ? null : decimal.Parse(margin),
            new CoinBalance("BTC", 5m, 5m, 0m, 0m, null),
            new CoinBalance("USDT", 1100m, 1000m, 70m, 100m, 1100m));

        Assert.Equal(decimal.Parse(available), facts.Available);
        Assert.Equal(margin is null ? MarginMode.Isolated : MarginMode.Cross, facts.MarginMode);
    }

    [Theory]
    [InlineData(Category.Spot)]
    [InlineData(Category.Linear)]
    public async Task Coin_that_the_account_does_not_hold_is_nothing(Category category) =>
        Assert.Equal(0m, (await ReadAsync(category, margin: null, new CoinBalance("BTC", 5m, 5m, 0m, 0m, null))).Available);

    /// <summary>What is not traded now has no prices to wait for.</summary>
    [Theory]
    [InlineData(Category.Spot)]
    [InlineData(Category.Linear)]
    public async Task Market_that_is_listed_and_not_traded_now_is_refused_without_its_prices(Category category)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var unpriced = FailedReading<Ticker>.Of(fixture.Exchange, nameof(IExchange.GetTickerAsync));
        var halted = AlteredExchange<Instrument?>.Of(
            unpriced, nameof(IExchange.FindInstrumentAsync), static instrument => instrument! with { IsTradable = false });

        var refused = Assert.IsType<EntryFactsReading.Refused>(
            await new EntryFactsReader(halted).ReadAsync(category, TradeDriver.Btc, ranges: [], Token)).Denial;

        Assert.Equal(
            (DenialCodes.InstrumentNotTradable, "The exchange lists BTCUSDT but does not trade it now."), (refused.Code, refused.Message));
        await Assert.ThrowsAsync<ExchangeUnavailableException>(
            () => new EntryFactsReader(unpriced).ReadAsync(category, TradeDriver.Btc, ranges: [], Token));
    }

    /// <summary>Those of which there are too few bars are not known; each is read by its own bars.</summary>
    [Fact]
    public async Task Ranges_that_are_asked_for_are_known_where_there_are_bars_enough()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var few = AlteredExchange<IReadOnlyList<Candle>>.Of(
            fixture.Exchange,
            nameof(IExchange.GetCandlesAsync),
            static bars => [.. bars.TakeLast(9).Select(static bar => bar with { High = bar.Close + 30m, Low = bar.Close - 10m })]);
        var (known, unknown) = (new AtrBars(7, CandleInterval.Minute5), new AtrBars(8, CandleInterval.Hour1));

        var reading = await new EntryFactsReader(few).ReadAsync(Category.Linear, TradeDriver.Btc, [known, unknown], Token);

        var ranges = Assert.IsType<EntryFactsReading.Known>(reading).Facts.AverageTrueRanges;
        Assert.Equal(known, Assert.Single(ranges).Key);
        Assert.InRange(ranges[known], 40m, 400m);
        var away = FailedReading<IReadOnlyList<Candle>>.Of(fixture.Exchange, nameof(IExchange.GetCandlesAsync));
        await Assert.ThrowsAsync<ExchangeUnavailableException>(
            () => new EntryFactsReader(away).ReadAsync(Category.Linear, TradeDriver.Btc, [known], Token));
    }

    private async Task<EntryFacts> ReadAsync(Category category, decimal? margin, params CoinBalance[] coins)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var exchange = AlteredExchange<AccountBalance>.Of(
            fixture.Exchange,
            nameof(IExchange.GetBalanceAsync),
            balance => balance with { TotalAvailableBalance = margin, Coins = coins });
        var reading = await new EntryFactsReader(exchange).ReadAsync(category, TradeDriver.Btc, ranges: [], Token);
        return Assert.IsType<EntryFactsReading.Known>(reading).Facts;
    }
}
