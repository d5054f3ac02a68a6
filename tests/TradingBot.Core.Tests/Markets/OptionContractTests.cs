using TradingBot.Core.Markets;

namespace TradingBot.Core.Tests.Markets;

public sealed class OptionContractTests
{
    [Theory]
    [InlineData("BTC-27MAR26-70000-P-USDT", "BTC", "2026-03-27T08:00:00Z", "70000", OptionKind.Put, "USDT")]
    [InlineData("ETH-4JAN27-2800-C", "ETH", "2027-01-04T08:00:00Z", "2800", OptionKind.Call, "USDC")]
    [InlineData("DOGE-04JAN27-0-C-USDT", null, null, null, default(OptionKind), null)]
    [InlineData("XRP-31DEC26-2-C-USDT", "XRP", "2026-12-31T08:00:00Z", "2", OptionKind.Call, "USDT")]
    [InlineData("BTCUSDT", null, null, null, default(OptionKind), null)]
    [InlineData("BTC-27NOV26", null, null, null, default(OptionKind), null)]
    [InlineData("BTCUSDT-27NOV26", null, null, null, default(OptionKind), null)]
    [InlineData("BTC-30FEB26-70000-P-USDT", null, null, null, default(OptionKind), null)]
    [InlineData("BTC-27MAR26-70000-X-USDT", null, null, null, default(OptionKind), null)]
    [InlineData("BTC-27MAR26-70000-P-USDT-1", null, null, null, default(OptionKind), null)]
    [InlineData("-27MAR26-70000-P-USDT", null, null, null, default(OptionKind), null)]
    public void Name_tells_what_it_is_of(
        string symbol, string? coin, string? expiresAt, string? strike, OptionKind kind, string? settleCoin)
    {
        var contract = OptionContract.Find(Symbol.Parse(symbol));

        Assert.Equal(
            coin is null
                ? null
                : new OptionContract(coin, DateTimeOffset.Parse(expiresAt!), decimal.Parse(strike!), kind, settleCoin!),
            contract);
    }

    [Theory]
    [InlineData("C", "69999", "0")]
    [InlineData("C", "70000", "0")]
    [InlineData("C", "70001.5", "1.5")]
    [InlineData("P", "70001", "0")]
    [InlineData("P", "69998.5", "1.5")]
    public void Worth_is_what_exercising_pays(string kind, string underlying, string worth) => Assert.Equal(
        decimal.Parse(worth), OptionContract.Find(Symbol.Parse($"BTC-27MAR26-70000-{kind}-USDT"))!.WorthAt(decimal.Parse(underlying)));

    [Theory]
    [InlineData("BTCUSDT", "BTC", "USDT")]
    [InlineData("ETHUSDC", "ETH", "USDC")]
    [InlineData("BTCUSD", null, null)]
    [InlineData("USDT", null, null)]
    [InlineData("BTC-27MAR26-70000-P-USDT", null, null)]
    public void Chart_of_a_coin_stands_for_its_options(string symbol, string? coin, string? settleCoin) => Assert.Equal(
        coin is null ? null : new OptionUnderlying(coin, settleCoin!), OptionUnderlying.Find(Symbol.Parse(symbol)));

    /// <summary>Bybit: the fee is a fraction of the underlying, and at most 7 % of the premium.</summary>
    [Theory]
    [InlineData("1000", "18", "0.018")]
    [InlineData("257.14", "17.9998", "0.07")]
    [InlineData("100", "7", "0.07")]
    public void Fee_of_an_option_is_bounded_by_its_premium(string premium, string fee, string share)
    {
        var (fees, price) = (new FeeRate(0.0002m, 0.0003m).In(Quoted(60_000m)), decimal.Parse(premium));

        Assert.Equal((decimal.Parse(fee), decimal.Parse(share)), (fees.TakerFee(price), fees.TakerShare(price)));
    }

    [Fact]
    public void Without_the_price_of_its_underlying_the_most_is_counted() =>
        Assert.Equal(70m, new FeeRate(0.0002m, 0.0003m).In(Quoted(null)).TakerFee(1_000m));

    [Fact]
    public void Fee_of_anything_else_is_a_fraction_of_its_price() => Assert.Equal(
        0.3m, new FeeRate(0.0002m, 0.0003m).In(Quoted(60_000m) with { Category = Category.Linear }).TakerFee(1_000m));

    [Theory]
    [InlineData(Category.Option, "90", "90")]
    [InlineData(Category.Option, null, "120")]
    [InlineData(Category.Linear, "90", "120")]
    public void Watched_price_of_an_option_is_its_mark(Category category, string? mark, string watched) => Assert.Equal(
        decimal.Parse(watched),
        (Quoted(60_000m) with { Category = category, MarkPrice = mark is null ? null : decimal.Parse(mark) }).WatchedPrice);

    private static Ticker Quoted(decimal? index) => new()
    {
        Category = Category.Option,
        Symbol = Symbol.Parse("BTC-27MAR26-70000-P-USDT"),
        LastPrice = 120m,
        IndexPrice = index,
        At = DateTimeOffset.UnixEpoch,
    };
}
