using TradingBot.PaperExchange.Instruments;

namespace TradingBot.PaperExchange.Tests;

/// <summary>Names, expiries and strikes.</summary>
public sealed class OptionSymbolTests
{
    [Fact]
    public void Name_says_coin_expiry_strike_and_kind()
    {
        var symbol = OptionSymbol.Parse("BTC-27NOV26-70000-C-USDT");
        Assert.Equal(new OptionSymbol("BTC", new DateTimeOffset(2026, 11, 27, 8, 0, 0, TimeSpan.Zero), 70_000, OptionKind.Call), symbol);
        Assert.Equal(("BTC-27NOV26-70000-C-USDT", "BTCUSDT-27NOV26-70000-C"), (symbol!.Text, symbol.DisplayName));
        Assert.Equal("ETH-6JAN27-2800-P-USDT", OptionSymbol.Parse("ETH-6JAN27-2800-P-USDT")?.Text);
    }

    [Theory]
    [InlineData("BTC-27NOV26-70000-C")]
    [InlineData("BTC-31NOV26-70000-C-USDT")]
    [InlineData("BTC-06JAN27-70000-C-USDT")]
    [InlineData("BTC-6JAN27-070000-C-USDT")]
    [InlineData("BTC-6Jan27-70000-C-USDT")]
    [InlineData("BTC-6JAN27-70000-X-USDT")]
    [InlineData("BTC-6JAN27--5-C-USDT")]
    [InlineData("BTCUSDT")]
    [InlineData("")]
    [InlineData(null)]
    public void Other_names_are_none(string? text) => Assert.Null(OptionSymbol.Parse(text));

    [Theory]
    [InlineData("2026-11-23T18:00:00Z", "24NOV26 25NOV26 26NOV26 27NOV26 4DEC26 11DEC26 18DEC26 25DEC26 29JAN27 26FEB27")]
    [InlineData("2026-11-27T07:59:59Z", "27NOV26 28NOV26 29NOV26 4DEC26 11DEC26 18DEC26 25DEC26 29JAN27 26FEB27")]
    [InlineData("2026-11-27T08:00:00Z", "28NOV26 29NOV26 30NOV26 4DEC26 11DEC26 18DEC26 25DEC26 29JAN27 26FEB27 26MAR27")]
    [InlineData("2027-01-31T12:00:00Z", "1FEB27 2FEB27 3FEB27 5FEB27 12FEB27 19FEB27 26FEB27 26MAR27 30APR27 28MAY27")]
    public void Board_has_days_fridays_and_month_ends(string now, string expiries) => Assert.Equal(
        expiries,
        string.Join(' ', OptionCalendar.At(DateTimeOffset.Parse(now)).Select(time => OptionSymbol.SeriesOf("", time)[1..])));

    [Fact]
    public void Every_expiry_is_at_eight_o_clock_and_in_the_future()
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var hour = 0; hour < 24 * 800; hour += 5)
        {
            var time = now.AddHours(hour);
            var board = OptionCalendar.At(time);
            Assert.All(board, expiry => Assert.True(expiry > time && expiry.TimeOfDay == TimeSpan.FromHours(8)));
            Assert.Equal(4, board.Count(expiry => expiry.DayOfWeek == DayOfWeek.Friday && expiry.AddDays(7).Month != expiry.Month));
        }
    }

    [Fact]
    public void Worth_and_distance_mirror_for_calls_and_puts()
    {
        var call = OptionSymbol.Parse("BTC-27NOV26-70000-C-USDT")!;
        var put = call with { Kind = OptionKind.Put };
        Assert.Equal(
            (1_000m, 0m, 0m, 1_000m),
            (call.Intrinsic(71_000), call.OutOfTheMoney(71_000), put.Intrinsic(71_000), put.OutOfTheMoney(71_000)));
    }
}
