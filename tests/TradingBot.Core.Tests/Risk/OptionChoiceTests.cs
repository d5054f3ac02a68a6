using FsCheck.Xunit;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Risk;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Tests.Risk;

public sealed class OptionChoiceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private static readonly OptionRule AtTheMoney = new()
    {
        Days = 7,
        MinDays = 1,
        MaxDays = 30,
        OutOfTheMoneyPercent = 0,
        MaxSpreadPercent = 20,
    };

    [Theory]
    [InlineData(Direction.Long, "BTC-6DEC26-60000-C-USDT")]
    [InlineData(Direction.Short, "BTC-6DEC26-60000-P-USDT")]
    public void Long_alert_buys_a_call_and_a_short_one_a_put(Direction stance, string chosen) =>
        Assert.Equal(chosen, Find(AtTheMoney, stance));

    [Theory]
    [InlineData("5", Direction.Long, "BTC-6DEC26-63000-C-USDT")]
    [InlineData("5", Direction.Short, "BTC-6DEC26-57000-P-USDT")]
    [InlineData("-5", Direction.Long, "BTC-6DEC26-57000-C-USDT")]
    [InlineData("-5", Direction.Short, "BTC-6DEC26-63000-P-USDT")]
    [InlineData("1.6", Direction.Long, "BTC-6DEC26-61000-C-USDT")]
    public void Percent_counts_out_of_the_money(string percent, Direction stance, string chosen) => Assert.Equal(
        chosen, Find(AtTheMoney with { OutOfTheMoneyPercent = decimal.Parse(percent) }, stance));

    [Fact]
    public void Strike_nearest_to_a_price_is_taken() => Assert.Equal(
        "BTC-6DEC26-62000-C-USDT", Find(AtTheMoney with { OutOfTheMoneyPercent = null, Strike = 61_700m }, Direction.Long));

    [Theory]
    [InlineData(Direction.Long, "BTC-6DEC26-63000-C-USDT")]
    [InlineData(Direction.Short, "BTC-6DEC26-57000-P-USDT")]
    public void Delta_counts_without_its_sign(Direction stance, string chosen) =>
        Assert.Equal(chosen, Find(AtTheMoney with { OutOfTheMoneyPercent = null, Delta = 0.21m }, stance));

    [Theory]
    [InlineData("0.5", "0.1", "30", "BTC-30NOV26-60000-C-USDT")]
    [InlineData("4", "1", "30", "BTC-4DEC26-60000-C-USDT")]
    [InlineData("30", "1", "30", "BTC-25DEC26-60000-C-USDT")]
    [InlineData("7", "7", "30", "BTC-25DEC26-60000-C-USDT")]
    public void Expiry_nearest_to_the_days_within_the_range_is_taken(string days, string least, string most, string chosen)
    {
        var (wanted, nearest, farthest) = (decimal.Parse(days), decimal.Parse(least), decimal.Parse(most));

        Assert.Equal(
            chosen, Find(AtTheMoney with { Days = wanted, MinDays = nearest, MaxDays = farthest }, Direction.Long));
    }

    [Fact]
    public void Of_two_expiries_as_near_the_later_is_taken()
    {
        // 4 and 6 December, 08:00, are as far from noon of 29 November and 5.8333 days.
        var rule = AtTheMoney with { Days = 5 + (20 / 24m) };

        Assert.Equal("BTC-6DEC26-60000-C-USDT", Find(rule, Direction.Long));
    }

    [Fact]
    public void What_is_too_thin_gives_way_to_what_is_liquid()
    {
        var board = Board().Select(static quote => quote.Symbol.Value switch
        {
            "BTC-6DEC26-60000-C-USDT" => quote with { AskPrice = quote.BidPrice * 1.3m },
            "BTC-6DEC26-61000-C-USDT" => quote with { BidPrice = null },
            "BTC-6DEC26-59000-C-USDT" => quote with { OpenInterest = 0 },
            _ => quote,
        }).ToList();

        Assert.Equal("BTC-6DEC26-58000-C-USDT", Find(AtTheMoney with { MinOpenInterest = 1 }, Direction.Long, board));
    }

    [Fact]
    public void Options_that_are_settled_in_another_coin_are_others() => Assert.Null(
        OptionChoice.Find(AtTheMoney, "USDC", Direction.Long, Board(), Now, out _));

    [Theory]
    [InlineData(
        "spread",
        "None of the 21 calls near the strike asked for (at the money) that expire in 1 to 30 days has an open interest of 0 or more and a spread of 1 % or less; the narrowest is 9.52 %.")]
    [InlineData("strike", "None of the 27 calls that expire in 1 to 30 days lies near the strike asked for (90000).")]
    [InlineData("days", "None of the 45 calls of the underlying expires in 100 to 200 days.")]
    [InlineData("coin", "The exchange lists no call of the underlying.")]
    public void Why_there_is_none_is_told(string missing, string why)
    {
        var rule = missing switch
        {
            "spread" => AtTheMoney with { MaxSpreadPercent = 1 },
            "strike" => AtTheMoney with { OutOfTheMoneyPercent = null, Strike = 90_000m },
            "days" => AtTheMoney with { Days = 150, MinDays = 100, MaxDays = 200 },
            _ => AtTheMoney,
        };

        Assert.Null(OptionChoice.Find(rule, "USDT", Direction.Long, missing == "coin" ? [] : Board(), Now, out var denial));
        Assert.Equal((DenialCodes.OptionNotFound, why), (denial!.Code, denial.Message));
    }

    /// <summary>
    /// Whatever the board: what is chosen may be taken, no expiry of such is nearer, and none of that expiry nearer to the strike.
    /// </summary>
    [Property(MaxTest = 500)]
    public void Choice_is_the_nearest_that_may_be_taken(int seed) => Assert.True(IsNearest(new Random(seed)));

    private static bool IsNearest(Random random)
    {
        var board = Board().Select(quote => quote with
        {
            OpenInterest = random.Next(5),
            AskPrice = random.Next(4) == 0 ? null : quote.BidPrice * (1 + (random.Next(50) / 100m)),
        }).Where(_ => random.Next(3) > 0).ToList();
        var rule = AtTheMoney with
        {
            MinOpenInterest = random.Next(4),
            MaxSpreadPercent = random.Next(1, 40),
            OutOfTheMoneyPercent = random.Next(-8, 9),
            Days = random.Next(1, 30),
        };
        var stance = random.Next(2) == 0 ? Direction.Long : Direction.Short;
        var kind = stance == Direction.Long ? OptionKind.Call : OptionKind.Put;
        var strike = 60_000m * (100 + ((stance == Direction.Long ? 1 : -1) * rule.OutOfTheMoneyPercent!.Value)) / 100;
        var eligible = board.Where(quote => quote.Contract.Kind == kind
            && quote.Contract.ExpiresAt >= Now.AddDays(1) && quote.Contract.ExpiresAt <= Now.AddDays(30)
            && quote.OpenInterest >= rule.MinOpenInterest && quote.AskPrice is { } ask
            && (ask - quote.BidPrice) * 200 / (ask + quote.BidPrice) <= rule.MaxSpreadPercent
            && Math.Abs(quote.Contract.Strike - strike) <= 3_000m).ToList();
        var chosen = OptionChoice.Find(rule, "USDT", stance, board, Now, out _);
        if (chosen is null || eligible.Count == 0) return chosen is null && eligible.Count == 0;
        var nearest = eligible.Min(Away);
        return eligible.Contains(chosen) && Away(chosen) == nearest
            && eligible.Where(other => other.Contract.ExpiresAt == chosen.Contract.ExpiresAt)
                .All(other => Math.Abs(other.Contract.Strike - strike) >= Math.Abs(chosen.Contract.Strike - strike));

        double Away(OptionQuote quote) => Math.Abs((quote.Contract.ExpiresAt - Now).TotalDays - (double)rule.Days);
    }

    private static string? Find(OptionRule rule, Direction stance, IReadOnlyList<OptionQuote>? board = null) =>
        OptionChoice.Find(rule, "USDT", stance, board ?? Board(), Now, out _)?.Symbol.Value;

    // Calls and puts from 56,000 to 64,000 for five expiries; the delta falls by a tenth each 1,000.
    private static List<OptionQuote> Board() =>
    [
        .. from day in new[] { "30NOV26", "4DEC26", "6DEC26", "25DEC26", "26FEB27" }
           from strike in Enumerable.Range(56, 9)
           from kind in new[] { 'C', 'P' }
           select Quote($"BTC-{day}-{strike}000-{kind}-USDT"),
    ];

    private static OptionQuote Quote(string name)
    {
        var contract = OptionContract.Find(Symbol.Parse(name))!;
        var call = 0.5m - ((contract.Strike - 60_000m) / 10_000m);
        return new OptionQuote
        {
            Symbol = Symbol.Parse(name),
            Contract = contract,
            BidPrice = 1_000m,
            AskPrice = 1_100m,
            UnderlyingPrice = 60_000m,
            Delta = contract.Kind == OptionKind.Call ? call : call - 1,
            OpenInterest = 10m,
        };
    }
}
