using TradingBot.Core.Markets;

namespace TradingBot.Core.Tests.Markets;

public sealed class AverageTrueRangeTests
{
    // Ranges: 4 (its height), 6 (from the close before up to the high), 8 (down to the low), 2.
    private static readonly IReadOnlyList<Candle> Bars =
    [
        Bar(high: 102, low: 98, close: 100),
        Bar(high: 103, low: 99, close: 100),
        Bar(high: 106, low: 104, close: 105),
        Bar(high: 100, low: 97, close: 99),
        Bar(high: 100, low: 98, close: 99),
        Bar(high: 900, low: 1, close: 500),
    ];

    [Theory]
    [InlineData(4, "5")]
    [InlineData(2, "4.25")]
    [InlineData(1, "2")]
    public void Average_is_smoothed_as_wilder_did_and_leaves_out_the_bar_that_still_moves(int length, string expected)
    {
        // Of two: (4 + 6) / 2 = 5, (5 + 8) / 2 = 6.5, (6.5 + 2) / 2 = 4.25.
        Assert.Equal(decimal.Parse(expected), AverageTrueRange.Of(Bars, length));
    }

    [Fact]
    public void Too_few_bars_tell_nothing()
    {
        Assert.Null(AverageTrueRange.Of(Bars, 5));
        Assert.Null(AverageTrueRange.Of([], 1));
        Assert.Null(AverageTrueRange.Of(Bars.Take(2).ToList(), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AverageTrueRange.Of(Bars, 0));
    }

    [Theory]
    [InlineData(14, 114)]
    [InlineData(124, 994)]
    [InlineData(125, 1000)]
    [InlineData(200, 1000)]
    public void No_more_bars_are_asked_for_than_the_exchange_gives(int length, int expected) =>
        Assert.Equal(expected, AverageTrueRange.BarsFor(length));

    private static Candle Bar(decimal high, decimal low, decimal close) =>
        new(DateTimeOffset.UnixEpoch, Open: close, high, low, close, Volume: 1);
}
