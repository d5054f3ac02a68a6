using Microsoft.Extensions.Time.Testing;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Tests.Market;

public sealed class InstrumentCatalogTests
{
    private const string Path = "/v5/market/instruments-info";
    private const string Rules = """
        {"list":[{"symbol":"BTCUSDT","status":"Trading","baseCoin":"BTC","quoteCoin":"USDT","priceFilter":{"tickSize":"0.1"},
        "lotSizeFilter":{"basePrecision":"0.001","minOrderAmt":"5","maxLimitOrderQty":"10","maxMarketOrderQty":"5"}}]}
        """;

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(170140, 5, 2)]
    [InlineData(170140, 0, 1)]
    [InlineData(170131, 5, 1)]
    [InlineData(170151, 5, 2)]
    [InlineData(170157, 5, 2)]
    public async Task A_refusal_that_contradicts_the_copy_ages_it_but_not_more_than_once_a_minute(int code, int minutes, int reads)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, Rules).When("/v5/order/create", StubReplies.Code(code));
        Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token));
        _time.Advance(TimeSpan.FromMinutes(minutes));

        Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(Category.Spot), Token));
        Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token));

        Assert.Equal(reads, fixture.Stub.Count(Path));
    }

    [Theory]
    [InlineData(110094, 2)]
    [InlineData(110003, 1)]
    public async Task A_size_error_of_a_change_ages_the_copy_too(int code, int reads)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, Rules).When("/v5/order/amend", StubReplies.Code(code));
        Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token));
        _time.Advance(TimeSpan.FromMinutes(5));

        var link = BybitFixture.Buy().LinkId;
        Expect.Rejected(await fixture.Exchange.AmendOrderAsync(
            new OrderAmendment { Category = Category.Spot, Symbol = BybitFixture.Btc, LinkId = link, Quantity = 1m }, Token));
        Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token));

        Assert.Equal(reads, fixture.Stub.Count(Path));
    }

    // The leverage is set before the entry, and refused first where the contract is not live any more.
    [Theory]
    [InlineData(110074, 2)]
    [InlineData(110043, 1)]
    [InlineData(110036, 1)]
    public async Task A_refused_leverage_ages_the_copy_where_the_contract_is_not_live(int code, int reads)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, Rules).When("/v5/position/set-leverage", StubReplies.Code(code));
        Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Linear, Token));
        var before = fixture.Stub.Count(Path);
        _time.Advance(TimeSpan.FromMinutes(5));

        await fixture.Exchange.SetLeverageAsync(Category.Linear, BybitFixture.Btc, 3m, Token);
        Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Linear, Token));

        Assert.Equal(reads, fixture.Stub.Count(Path) / before);
    }

    [Fact]
    public async Task The_copy_is_never_older_than_a_day()
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, Rules);
        Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token));
        _time.Advance(TimeSpan.FromHours(24));

        Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token));

        Assert.Equal(2, fixture.Stub.Count(Path));
    }

    [Fact]
    public async Task Many_callers_of_a_cold_list_share_one_read()
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, Rules);

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token)));

        Assert.All(all, static answer => Assert.Single(Expect.Value(answer)));
        Assert.Equal(1, fixture.Stub.Count(Path));
    }

    [Fact]
    public async Task Instrument_that_trades_is_taken_from_the_list_alone()
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, Rules);

        Assert.True(Expect.Value(await fixture.Exchange.FindInstrumentAsync(Category.Spot, BybitFixture.Btc, Token))!.IsTradable);
        Assert.Equal(1, fixture.Stub.Count(Path));
    }

    [Theory]
    [InlineData("""{"retCode":10001,"retMsg":"params error: symbol invalid","result":{}}""")]
    [InlineData("""{"retCode":0,"retMsg":"OK","result":{"list":[]}}""")]
    public async Task Instrument_that_is_not_listed_is_asked_for_by_name_and_then_said_to_be_none(string answer)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, StubReplies.Ok(Rules), StubReplies.Raw(200, answer));

        Assert.Null(Expect.Value(await fixture.Exchange.FindInstrumentAsync(Category.Spot, Symbol.Parse("NOPEUSDT"), Token)));
        Assert.Null(Expect.Value(await fixture.Exchange.FindInstrumentAsync(Category.Spot, Symbol.Parse("NOPEUSDT"), Token)));
        Assert.Equal(2, fixture.Stub.Count(Path));
    }

    [Fact]
    public async Task Instrument_listed_after_the_list_was_read_is_found_by_its_name()
    {
        await using var fixture = await OpenAsync();
        var added = Rules.Replace("BTCUSDT", "NEWUSDT", StringComparison.Ordinal);
        fixture.Stub.When(Path, StubReplies.Ok(Rules), StubReplies.Ok(added));
        Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token));

        var found = Expect.Value(await fixture.Exchange.FindInstrumentAsync(Category.Spot, Symbol.Parse("NEWUSDT"), Token));

        Assert.Equal((true, "NEWUSDT"), (found!.IsTradable, found.Symbol.Value));
    }

    [Fact]
    public async Task Instrument_that_only_the_list_shows_is_listed_and_not_tradable()
    {
        await using var fixture = await OpenAsync();
        var announced = Rules.Replace("\"Trading\"", "\"PreLaunch\"", StringComparison.Ordinal);
        fixture.Stub.When(Path, StubReplies.Ok(announced), StubReplies.Ok("""{"list":[]}"""));

        Assert.False(Expect.Value(await fixture.Exchange.FindInstrumentAsync(Category.Spot, BybitFixture.Btc, Token))!.IsTradable);
    }

    [Fact]
    public async Task Outage_is_no_answer_to_whether_an_instrument_is_listed()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Path, StubReplies.Ok(Rules), StubReplies.Raw(503, ""));

        Expect.Failure(await fixture.Exchange.FindInstrumentAsync(Category.Spot, Symbol.Parse("NOPEUSDT"), Token));
    }

    [Theory]
    [InlineData("""{"symbol":"BTCUSDT","riskLimitValue":"150","maintenanceMargin":"0.5","initialMargin":"1","maxLeverage":"100.00","mmDeduction":""}""")]
    [InlineData("""{"symbol":"BTCUSDT","riskLimitValue":"150","maintenanceMargin":"0.005","initialMargin":"0.01","maxLeverage":"100","mmDeduction":"0"}""")]
    [InlineData("""{"symbol":"BTCUSDT","riskLimitValue":"150","maintenanceMargin":"0.005","initialMargin":"0.1","maxLeverage":"100"}""")]
    [InlineData("""{"symbol":"BTCUSDT","riskLimitValue":"150","maintenanceMargin":"0.5","initialMargin":"0.101","maxLeverage":"100"}""")]
    public async Task Risk_tier_is_read_as_a_fraction_whichever_way_it_is_written(string row)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When("/v5/market/risk-limit", $$"""{"list":[{{row}}]}""");

        var tiers = Expect.Value(await fixture.Exchange.GetRiskTiersAsync(Category.Linear, BybitFixture.Btc, Token));
        Expect.Value(await fixture.Exchange.GetRiskTiersAsync(Category.Linear, BybitFixture.Btc, Token));

        Assert.Equal(new RiskTier(150m, 0.005m, 0m), Assert.Single(tiers));
        Assert.Equal(1, fixture.Stub.Count("/v5/market/risk-limit"));
    }

    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Inverse)]
    public async Task Risk_tiers_of_a_symbol_that_is_liquidated_come_from_the_smallest_to_the_largest(Category category)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When("/v5/market/risk-limit", """
            {"list":[{"symbol":"BTCUSDT","riskLimitValue":"300","maintenanceMargin":"0.01","mmDeduction":"0.75"},
            {"symbol":"BTCUSDT","riskLimitValue":"150","maintenanceMargin":"0.005"},
            {"symbol":"ETHUSDT","riskLimitValue":"50","maintenanceMargin":"0.02"}]}
            """);

        var tiers = Expect.Value(await fixture.Exchange.GetRiskTiersAsync(category, BybitFixture.Btc, Token));

        Assert.Equal([new RiskTier(150m, 0.005m, 0m), new RiskTier(300m, 0.01m, 0.75m)], tiers);
    }

    private async Task<BybitFixture> OpenAsync()
    {
        var stub = await StubExchange.StartAsync();
        return BybitFixture.Open(stub, stub.BaseUrl, time: _time);
    }
}
