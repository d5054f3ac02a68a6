using CsCheck;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Options;

namespace TradingBot.PaperExchange.Tests;

/// <summary>The pricing formula against published figures and its own laws.</summary>
public sealed class Black76Tests
{
    private static readonly Gen<(double Forward, double Strike, double Years, double Volatility)> _terms = Gen.Select(
        Gen.Double[100, 200_000], Gen.Double[0.4, 2.5], Gen.Double[0.001, 2], Gen.Double[0.1, 2],
        (forward, moneyness, years, volatility) => (forward, forward * moneyness, years, volatility));

    [Theory]
    // At the money a call is worth F(2N(s/2) - 1), s being volatility times the root of time; at expiry its worth.
    [InlineData(true, 100, 100, 1, 0.2, 7.965567455405804)]
    [InlineData(false, 100, 100, 1, 0.2, 7.965567455405804)]
    [InlineData(true, 100, 100, 0.25, 0.4, 7.965567455405804)]
    [InlineData(true, 68_000, 60_000, 0, 0.5, 8_000)]
    [InlineData(false, 68_000, 60_000, 0, 0.5, 0)]
    public void Price_is_the_published_one(bool call, double forward, double strike, double years, double volatility, double expected) =>
        Assert.Equal(expected, Black76.Price(call ? OptionKind.Call : OptionKind.Put, forward, strike, years, volatility), 1e-9);

    [Fact]
    public void Call_less_put_is_forward_less_strike() => _terms.Sample(t =>
    {
        var call = Black76.Price(OptionKind.Call, t.Forward, t.Strike, t.Years, t.Volatility);
        var put = Black76.Price(OptionKind.Put, t.Forward, t.Strike, t.Years, t.Volatility);
        Assert.Equal(t.Forward - t.Strike, call - put, 1e-6);
        Assert.InRange(call, Math.Max(0, t.Forward - t.Strike) - 1e-6, t.Forward);
    });

    [Fact]
    public void Greeks_are_the_slopes_of_the_price() => _terms.Sample(t =>
    {
        foreach (var kind in new[] { OptionKind.Call, OptionKind.Put })
        {
            var greeks = Black76.Sensitivities(kind, t.Forward, t.Strike, t.Years, t.Volatility);
            var bump = t.Forward * 1e-4;
            var (up, down, here) = (At(t.Forward + bump), At(t.Forward - bump), At(t.Forward));
            Assert.Equal((up - down) / (2 * bump), greeks.Delta, 2e-3);
            Assert.Equal((up - 2 * here + down) / (bump * bump) * t.Forward, greeks.Gamma * t.Forward, 0.2);
            var more = Black76.Price(kind, t.Forward, t.Strike, t.Years, t.Volatility + 1e-5);
            Assert.Equal((more - here) / 1e-5 / 100 / t.Forward, greeks.Vega / t.Forward, 1e-4);
            Assert.True(greeks.Theta <= 0);

            double At(double forward) => Black76.Price(kind, forward, t.Strike, t.Years, t.Volatility);
        }
    });

    [Fact]
    public void Implied_volatility_gives_the_price_back() => _terms.Sample(t =>
    {
        var price = Black76.Price(OptionKind.Call, t.Forward, t.Strike, t.Years, t.Volatility);
        var iv = Black76.ImpliedVolatility(OptionKind.Call, t.Forward, t.Strike, t.Years, price);
        if (iv > 0)
            Assert.Equal(price / t.Forward, Black76.Price(OptionKind.Call, t.Forward, t.Strike, t.Years, iv) / t.Forward, 1e-5);
    });

    [Fact]
    public void Price_without_any_volatility_behind_it_has_none() =>
        Assert.Equal(0, Black76.ImpliedVolatility(OptionKind.Call, 100, 90, 1, 5));
}
