namespace TradingBot.Core.Foundation;

/// <summary>
/// Figures for people, in sentences and in the answers of the API, rounded to what can be read; a tie goes to the even neighbour. An
/// average or a share is a quotient and may have 28 digits: the ledger and the data of an event keep them all.
/// </summary>
public static class FigureText
{
    // What the smallest unit of a coin is at most exchanges, and what every coin of the exchange is counted in.
    private const int DecimalsOfAmount = 8;
    private const int DigitsOfPrice = 8;
    private const int DigitsOfRoughAmount = 3;
    private const int Cents = 2;
    private const int MostDecimals = 28;

    /// <summary>A price, or an average of prices, to the decimals of the instrument's price step.</summary>
    /// <param name="price">Quote coin for one base coin; inverse: USD.</param>
    /// <param name="tickSize">
    /// The instrument's smallest price step, in the same unit; null when it is not known: eight significant digits.
    /// </param>
    public static string Price(decimal price, decimal? tickSize) => DecimalText.Write(RoundPrice(price, tickSize));

    /// <summary>As <see cref="Price"/>, for where a number is told and no text.</summary>
    /// <param name="price">Quote coin for one base coin; inverse: USD.</param>
    /// <param name="tickSize">The smallest price step, in the same unit; null when it is not known: eight significant digits.</param>
    public static decimal RoundPrice(decimal price, decimal? tickSize) =>
        Round(price, tickSize is { } step ? DecimalsOf(step) : DecimalsFor(price, DigitsOfPrice));

    /// <summary>An amount of a coin, such as a profit, a fee or a balance: eight decimals.</summary>
    /// <param name="amount">In any coin.</param>
    public static string Amount(decimal amount) => DecimalText.Write(RoundAmount(amount));

    /// <summary>As <see cref="Amount"/>, for where a number is told and no text.</summary>
    /// <param name="amount">In any coin.</param>
    public static decimal RoundAmount(decimal amount) => Round(amount, DecimalsOfAmount);

    /// <summary>An amount that is gained or lost, with its sign; a loss too small to be shown has none.</summary>
    /// <param name="amount">In any coin; below zero is a loss.</param>
    public static string Gain(decimal amount) => decimal.Round(amount, DecimalsOfAmount) > 0 ? $"+{Amount(amount)}" : Amount(amount);

    /// <summary>About how much: cents, and of an amount below one three significant digits.</summary>
    /// <param name="amount">In any coin.</param>
    public static string RoughAmount(decimal amount) =>
        DecimalText.Write(Round(amount, Math.Max(Cents, DecimalsFor(amount, DigitsOfRoughAmount))));

    /// <summary>
    /// Two amounts that are held against each other, as <see cref="RoughAmount"/>; where that makes them the same and they are not, with as
    /// many decimals as tell them apart, at most eight.
    /// </summary>
    /// <param name="amount">In any coin.</param>
    /// <param name="limit">In the same coin.</param>
    public static (string Amount, string Limit) Against(decimal amount, decimal limit)
    {
        var decimals = Math.Max(Cents, Math.Max(DecimalsFor(amount, DigitsOfRoughAmount), DecimalsFor(limit, DigitsOfRoughAmount)));
        while (amount != limit && decimals < DecimalsOfAmount && Round(amount, decimals) == Round(limit, decimals))
            decimals++;
        return (DecimalText.Write(Round(amount, decimals)), DecimalText.Write(Round(limit, decimals)));
    }

    // The format of the text knows a negative zero.
    private static decimal Round(decimal value, int decimals)
    {
        var rounded = decimal.Round(value, decimals);
        return rounded == 0 ? 0 : rounded;
    }

    // Dividing by a one with 28 zeros takes the trailing zeros away.
    private static int DecimalsOf(decimal step) => (step / 1.0000000000000000000000000000m).Scale;

    // Whole units are never rounded away, however many there are.
    private static int DecimalsFor(decimal value, int digits)
    {
        var decimals = digits;
        var rest = Math.Abs(value);
        if (rest == 0) return 0;
        for (; rest >= 1; rest /= 10) decimals--;
        for (; rest < 0.1m; rest *= 10) decimals++;
        return Math.Clamp(decimals, 0, MostDecimals);
    }
}
