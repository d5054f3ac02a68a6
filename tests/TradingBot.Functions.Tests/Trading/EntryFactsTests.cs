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

    /// <summary>
    /// The key or the region is refused, whatever is asked; what is only refused for its parameters is named by what they are about.
    /// </summary>
    [Theory]
    [InlineData("instrument", RetryGuidance.Halt, DenialCodes.ExchangeRefused, "The exchange refuses to tell its list of instruments: No.")]
    [InlineData("price", RetryGuidance.Halt, DenialCodes.ExchangeRefused, "The exchange refuses to tell the price of BTCUSDT: No.")]
    [InlineData("fees", RetryGuidance.Halt, DenialCodes.ExchangeRefused, "The exchange refuses to tell the fees of BTCUSDT: No.")]
    [InlineData("balance", RetryGuidance.Halt, DenialCodes.ExchangeRefused, "The exchange refuses to tell the balance: No.")]
    [InlineData("position", RetryGuidance.Halt, DenialCodes.ExchangeRefused, "The exchange refuses to tell the position in BTCUSDT: No.")]
    [InlineData("orders", RetryGuidance.Halt, DenialCodes.ExchangeRefused, "The exchange refuses to tell the live orders of BTCUSDT: No.")]
    [InlineData("bars", RetryGuidance.Halt, DenialCodes.ExchangeRefused, "The exchange refuses to tell the bars of BTCUSDT: No.")]
    [InlineData("instrument", RetryGuidance.Permanent, DenialCodes.ExchangeRefused, "The exchange refuses to tell its list of instruments: No.")]
    [InlineData("price", RetryGuidance.Permanent, DenialCodes.InstrumentNotTradable, "The exchange does not trade BTCUSDT: No.")]
    [InlineData("fees", RetryGuidance.Permanent, DenialCodes.InstrumentNotTradable, "The exchange does not trade BTCUSDT: No.")]
    [InlineData("balance", RetryGuidance.Permanent, DenialCodes.ExchangeRefused, "The exchange refuses to tell the balance: No.")]
    [InlineData("position", RetryGuidance.Permanent, DenialCodes.InstrumentNotTradable, "The exchange does not trade BTCUSDT: No.")]
    [InlineData("orders", RetryGuidance.Permanent, DenialCodes.InstrumentNotTradable, "The exchange does not trade BTCUSDT: No.")]
    [InlineData(
        "bars", RetryGuidance.Permanent, DenialCodes.BarsMissing,
        "The exchange refuses the 58 bars of minute5 that an average true range of BTCUSDT is reckoned from: No.")]
    public async Task Definite_refusal_of_a_fact_denies_with_what_the_trader_can_do_about_it(
        string fact, RetryGuidance guidance, string code, string message)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var bars = new AtrBars(7, CandleInterval.Minute5);

        var reading = await new EntryFactsReader(Failing(fixture.Exchange, fact, new ExchangeError(7, "No.", guidance)))
            .ReadAsync(Category.Linear, TradeDriver.Btc, [bars], Token);

        var denial = Assert.IsType<EntryFactsReading.Refused>(reading).Denial;
        Assert.Equal((code, message, "7"), (denial.Code, denial.Message, denial.Numbers["code"]));
    }

    /// <summary>Margin terms only sharpen an estimate; a pause after a ban ends by itself, and anything else may be answered.</summary>
    [Theory]
    [InlineData("tiers", RetryGuidance.Halt, 7, false)]
    [InlineData("tiers", RetryGuidance.Permanent, 7, false)]
    [InlineData("balance", RetryGuidance.RetryLater, 7, true)]
    [InlineData("balance", RetryGuidance.CorrectAndRetry, 7, true)]
    [InlineData("balance", RetryGuidance.Halt, ExchangeError.Forbidden, true)]
    [InlineData("instrument", RetryGuidance.Halt, ExchangeError.Forbidden, true)]
    [InlineData("bars", RetryGuidance.RetryLater, 0, true)]
    public async Task Refusal_that_is_not_definite_decides_nothing_and_that_of_margin_terms_is_none(
        string fact, RetryGuidance guidance, int code, bool isOutage)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var reader = new EntryFactsReader(Failing(fixture.Exchange, fact, new ExchangeError(code, "No.", guidance)));
        var reading = reader.ReadAsync(Category.Linear, TradeDriver.Btc, [new AtrBars(7, CandleInterval.Minute5)], Token);

        if (isOutage)
            await Assert.ThrowsAsync<ExchangeUnavailableException>(() => reading);
        else
            Assert.IsType<EntryFactsReading.Known>(await reading);
    }

    private static IExchange Failing(IExchange exchange, string fact, ExchangeError error) => fact switch
    {
        "instrument" => FailedReading<Instrument?>.Of(exchange, nameof(IExchange.FindInstrumentAsync), error),
        "price" => FailedReading<Ticker>.Of(exchange, nameof(IExchange.GetTickerAsync), error),
        "fees" => FailedReading<FeeRate>.Of(exchange, nameof(IExchange.GetFeeRateAsync), error),
        "balance" => FailedReading<AccountBalance>.Of(exchange, nameof(IExchange.GetBalanceAsync), error),
        "position" => FailedReading<SymbolPositions>.Of(exchange, nameof(IExchange.GetSymbolPositionsAsync), error),
        "orders" => FailedReading<IReadOnlyList<ExchangeOrder>>.Of(exchange, nameof(IExchange.GetOpenOrdersAsync), error),
        "tiers" => FailedReading<IReadOnlyList<RiskTier>>.Of(exchange, nameof(IExchange.GetRiskTiersAsync), error),
        "bars" => FailedReading<IReadOnlyList<Candle>>.Of(exchange, nameof(IExchange.GetCandlesAsync), error),
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "Unknown fact."),
    };

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
