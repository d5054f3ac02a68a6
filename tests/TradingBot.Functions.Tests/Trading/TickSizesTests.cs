using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>The price step for a sentence: of its own market, and none where it is not known.</summary>
public sealed class TickSizesTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("BTCUSDT", "0.3")]
    [InlineData("SOLUSDT", "0.7")]
    [InlineData("NOPEUSDT", null)]
    public async Task Step_is_that_of_the_market_and_none_of_one_that_is_not_listed(string symbol, string? step)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var listed = AlteredExchange<IReadOnlyList<Instrument>>.Of(
            fixture.Exchange,
            nameof(IExchange.GetInstrumentsAsync),
            static markets =>
            [
                .. markets.Select(static market => market with { TickSize = market.Symbol == TradeDriver.Btc ? 0.3m : 0.7m }),
            ]);
        var away = FailedReading<IReadOnlyList<Instrument>>.Of(fixture.Exchange, nameof(IExchange.GetInstrumentsAsync));

        Assert.Equal(
            step is null ? null : decimal.Parse(step), await listed.FindTickSizeAsync(Category.Linear, Symbol.Parse(symbol), Token));
        Assert.Null(await away.FindTickSizeAsync(Category.Linear, Symbol.Parse(symbol), Token));
    }
}
