using Microsoft.Extensions.Time.Testing;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Markets;

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
    public async Task A_size_error_ages_the_copy_but_not_more_than_once_a_minute(int code, int minutes, int reads)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, Rules).When("/v5/order/create", StubReplies.Code(code));
        Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token));
        _time.Advance(TimeSpan.FromMinutes(minutes));

        Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(Category.Spot), Token));
        Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token));

        Assert.Equal(reads, fixture.Stub.Count(Path));
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

    private async Task<BybitFixture> OpenAsync()
    {
        var stub = await StubExchange.StartAsync();
        return BybitFixture.Open(stub, stub.BaseUrl, time: _time);
    }
}
