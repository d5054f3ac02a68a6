using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Risk;

/// <summary>Which leverage an entry uses, and whether the limits allow it.</summary>
internal static class LeverageRule
{
    /// <summary>The lower of alert and strategy, on the exchange's step; null leaves the exchange's setting, and always for spot.</summary>
    public static decimal? Of(EntryRequest request)
    {
        if (request.Instrument.Category == Category.Spot) return null;
        var asked = request.Signal.Leverage is { } alert && request.Strategy.Leverage is { } strategy
            ? Math.Min(alert, strategy)
            : request.Strategy.Leverage;
        return asked is { } leverage && request.Instrument.LeverageStep is > 0 and { } step
            ? Math.Max(Rounding.Down(leverage, step), 1)
            : asked;
    }

    public static Denial? WhyRefused(EntryRequest request, decimal? leverage)
    {
        if (request.Instrument.Category == Category.Spot) return null;
        if (request.Limits.MaxLeverage is { } limit)
        {
            // The exchange's present setting is unknown here, so a limit cannot be kept without setting one.
            if (leverage is null)
            {
                return Denials.Of(
                    DenialCodes.MaxLeverage,
                    $"Leverage is limited to {Denials.Text(limit)}, but the strategy sets none; set it in the strategy.",
                    ("limit", limit));
            }

            if (leverage > limit) return TooMuch(leverage.Value, limit, "the limit is");
        }

        return request.Instrument.MaxLeverage is { } most && leverage > most
            ? TooMuch(leverage.Value, most, $"{request.Instrument.Symbol} allows at most")
            : null;
    }

    private static Denial TooMuch(decimal leverage, decimal limit, string words) => Denials.Of(
        DenialCodes.MaxLeverage,
        $"The entry asks for leverage {Denials.Text(leverage)}; {words} {Denials.Text(limit)}.",
        ("leverage", leverage),
        ("limit", limit));
}
