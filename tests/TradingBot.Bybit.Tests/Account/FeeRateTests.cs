using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Bybit.Settings;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Account;

/// <summary>How long a fee rate is kept, of what it is one, and what takes its place in demo trading.</summary>
public sealed class FeeRateTests
{
    private const string Path = "/v5/account/fee-rate";
    private const string Rate = """{"list":[{"symbol":"BTCUSDT","takerFeeRate":"0.0006","makerFeeRate":"0.0001"}]}""";

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(59, 1)]
    [InlineData(60, 2)]
    public async Task Fee_rate_is_kept_for_an_hour(int minutes, int reads)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, Rate);
        await ReadAsync(fixture, Category.Linear);
        _time.Advance(TimeSpan.FromMinutes(minutes));

        await ReadAsync(fixture, Category.Linear);

        Assert.Equal(reads, fixture.Stub.Count(Path));
    }

    [Fact]
    public async Task Options_of_one_coin_share_its_fee_rate()
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, Rate);

        foreach (var option in (string[])["BTC-27MAR26-70000-P-USDT", "BTC-27MAR26-80000-C-USDT", "ETH-27MAR26-7000-C-USDT"])
            Expect.Value(await fixture.Exchange.GetFeeRateAsync(Category.Option, Symbol.Parse(option), Token));

        Assert.Equal(
            ["category=option&baseCoin=BTC", "category=option&baseCoin=ETH"],
            fixture.Stub.Requests.Where(static request => request.Path == Path).Select(static request => request.RawQuery));
    }

    [Fact]
    public async Task Contract_is_asked_for_by_its_symbol()
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, Rate);

        await ReadAsync(fixture, Category.Inverse);

        Assert.Equal("category=inverse&symbol=BTCUSDT", fixture.Stub.Single(Path).RawQuery);
    }

    [Theory]
    [InlineData(10032, Category.Spot, "0.001", "0.001")]
    [InlineData(10032, Category.Linear, "0.0002", "0.00055")]
    [InlineData(10001, Category.Inverse, "0.0002", "0.00055")]
    [InlineData(10032, Category.Option, "0.0002", "0.0003")]
    public async Task Demo_that_lists_no_rates_has_the_standard_ones_of_each_market(int code, Category category, string maker, string taker)
    {
        await using var fixture = await OpenAsync(static options => options.Environment = BybitEnvironment.Demo);
        fixture.Stub.When(Path, StubReplies.Code(code));
        var symbol = BybitFixture.Buy(category).Symbol;

        var rate = Expect.Value(await fixture.Exchange.GetFeeRateAsync(category, symbol, Token));

        var (expectedMaker, expectedTaker) =
            (decimal.Parse(maker, CultureInfo.InvariantCulture), decimal.Parse(taker, CultureInfo.InvariantCulture));
        Assert.Equal(new FeeRate(expectedMaker, expectedTaker), rate);
        Assert.Contains($"the standard {category.ToString().ToLowerInvariant()} rates", fixture.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_that_refuses_the_key_has_no_standard_rates()
    {
        await using var fixture = await OpenAsync(static options => options.Environment = BybitEnvironment.Demo);
        fixture.Stub.When(Path, StubReplies.Code(10003));

        Assert.Equal(10003, Expect.Failure(await fixture.Exchange.GetFeeRateAsync(Category.Spot, BybitFixture.Btc, Token)).Code);
    }

    [Fact]
    public async Task Symbol_without_a_rate_is_a_failure_and_asked_for_again()
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Path, StubReplies.Ok(Routes.Nothing), StubReplies.Ok(Rate));

        var error = Expect.Failure(await fixture.Exchange.GetFeeRateAsync(Category.Linear, BybitFixture.Btc, Token));

        Assert.Equal((0, RetryGuidance.Permanent), (error.Code, error.Class));
        Assert.Equal(0.0006m, (await ReadAsync(fixture, Category.Linear)).Taker);
    }

    private static async Task<FeeRate> ReadAsync(BybitFixture fixture, Category category) =>
        Expect.Value(await fixture.Exchange.GetFeeRateAsync(category, BybitFixture.Btc, Token));

    private async Task<BybitFixture> OpenAsync(Action<BybitOptions>? configure = null)
    {
        var stub = await StubExchange.StartAsync();
        return BybitFixture.Open(stub, stub.BaseUrl, configure, _time);
    }
}
