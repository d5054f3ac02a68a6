namespace TradingBot.Core.Markets;

/// <summary>Rounding to the exchange's steps in exact decimals.</summary>
public static class Rounding
{
    /// <summary>The largest multiple of the step that is not above the value.</summary>
    public static decimal Down(decimal value, decimal step)
    {
        var rounded = Math.Floor(value / step) * step;

        // The quotient itself may have been rounded up in its 28th digit.
        return rounded > value ? rounded - step : rounded;
    }

    /// <summary>The smallest multiple of the step that is not below the value.</summary>
    public static decimal Up(decimal value, decimal step)
    {
        var rounded = Math.Ceiling(value / step) * step;
        return rounded < value ? rounded + step : rounded;
    }
}
