using TradingBot.PaperExchange.Instruments;

namespace TradingBot.PaperExchange.Options;

/// <summary>
/// Black's formula for an option on a forward price, undiscounted, as crypto exchanges quote. It works in double because
/// it models an opinion, not money: whoever takes a price from here rounds it to a decimal before it touches an account.
/// </summary>
internal static class Black76
{
    private const double DaysPerYear = 365;
    private const double LogRootTwoPi = 0.91893853320467274178;

    /// <summary>Beyond this many deviations the normal distribution is 0 or 1 to double precision.</summary>
    private const double Tail = 8;

    /// <param name="years">Time to expiry; zero or less gives the intrinsic value.</param>
    /// <param name="volatility">Yearly, as a fraction.</param>
    public static double Price(OptionKind kind, double forward, double strike, double years, double volatility)
    {
        var sign = kind == OptionKind.Call ? 1 : -1;
        if (years <= 0)
            return Math.Max(0, sign * (forward - strike));
        var (d1, d2) = Distances(forward, strike, years, volatility);
        return sign * (forward * Normal(sign * d1) - strike * Normal(sign * d2));
    }

    /// <summary>Delta and gamma by the forward, vega for one point of volatility, theta for one day.</summary>
    public static Greeks Sensitivities(OptionKind kind, double forward, double strike, double years, double volatility)
    {
        if (years <= 0)
            return new Greeks(kind == OptionKind.Call ? forward > strike ? 1 : 0 : forward < strike ? -1 : 0, 0, 0, 0);
        var (d1, _) = Distances(forward, strike, years, volatility);
        var density = Math.Exp(-d1 * d1 / 2 - LogRootTwoPi);
        return new Greeks(
            kind == OptionKind.Call ? Normal(d1) : Normal(d1) - 1,
            density / (forward * volatility * Math.Sqrt(years)),
            forward * density * Math.Sqrt(years) / 100,
            -forward * density * volatility / (2 * Math.Sqrt(years)) / DaysPerYear);
    }

    /// <summary>The volatility at which the formula gives a price, to six places; zero when none does.</summary>
    public static double ImpliedVolatility(OptionKind kind, double forward, double strike, double years, double price)
    {
        var (low, high) = (0.0001, 10.0);
        if (years <= 0 || price <= Price(kind, forward, strike, years, low) || price >= Price(kind, forward, strike, years, high))
            return 0;
        while (high - low > 1e-7)
        {
            var middle = (low + high) / 2;
            if (Price(kind, forward, strike, years, middle) < price)
                low = middle;
            else
                high = middle;
        }

        return Math.Round((low + high) / 2, 6);
    }

    private static (double First, double Second) Distances(double forward, double strike, double years, double volatility)
    {
        var deviation = volatility * Math.Sqrt(years);
        var first = Math.Log(forward / strike) / deviation + deviation / 2;
        return (first, first - deviation);
    }

    /// <summary>Cumulative normal distribution by Marsaglia's series, exact to double precision in the middle.</summary>
    private static double Normal(double x)
    {
        if (Math.Abs(x) > Tail)
            return x > 0 ? 1 : 0;
        var (sum, before, term, square) = (x, 0.0, x, x * x);
        for (var divisor = 3; sum != before; divisor += 2)
        {
            before = sum;
            term *= square / divisor;
            sum += term;
        }

        return 0.5 + sum * Math.Exp(-square / 2 - LogRootTwoPi);
    }
}
