using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Risk;

/// <summary>Which leverage an entry uses, and whether the limits allow it.</summary>
internal static class LeverageRule
{
    private const decimal Farther = 1.1m;

    /// <summary>
    /// The lower of alert and strategy, on the exchange's step; null leaves the exchange's setting, and always for spot and for options
    /// that are bought.
    /// </summary>
    public static decimal? Of(EntryRequest request)
    {
        if (request.Instrument.Category is Category.Spot or Category.Option) return null;

        // A position has one leverage: what is added to it takes the one it has.
        if (request.AddsTo is not null) return request.Held?.Leverage;
        var asked = request.Signal.Leverage is { } alert && request.Strategy.Leverage is { } strategy
            ? Math.Min(alert, strategy)
            : request.Strategy.Leverage;
        return asked is { } leverage && request.Instrument.LeverageStep is > 0 and { } step
            ? Math.Max(Rounding.Down(leverage, step), 1)
            : asked;
    }

    /// <summary>
    /// Where the strategy leaves it to the bot, the highest leverage on the exchange's step, and not above the one asked for, whose
    /// liquidation lies a tenth farther from the entry than the stop. Only isolated margin: with cross margin the whole account backs the
    /// position, whatever its leverage is.
    /// </summary>
    /// <param name="quantity">Of the entry.</param>
    /// <param name="most">As asked for.</param>
    public static decimal? BeyondStop(EntryRequest request, EntryPrices prices, decimal stop, decimal quantity, decimal? most)
    {
        if (request.AddsTo is not null || !request.Strategy.AutoLeverage || request.MarginMode != MarginMode.Isolated
            || most is not { } leverage || IsBeyond(leverage))
            return most;
        var step = request.Instrument.LeverageStep is > 0 and { } told ? told : 1;

        // The liquidation moves away from the entry as the leverage falls: the last step that is beyond is found by halving.
        var (beyond, within) = (Math.Ceiling(1 / step), Math.Floor(leverage / step) + 1);
        while (within - beyond > 1)
        {
            var middle = Math.Floor((beyond + within) / 2);
            (beyond, within) = IsBeyond(middle * step) ? (middle, within) : (beyond, middle);
        }

        return beyond * step;

        bool IsBeyond(decimal leverage)
        {
            var farther = prices.Farthest - ((prices.Farthest - stop) * Farther);
            return Liquidation.PriceOf(request, quantity, prices.Farthest, leverage) is not { } price
                || (farther - price) * request.Direction.Sign() >= 0;
        }
    }

    public static Denial? WhyRefused(EntryRequest request, decimal? leverage)
    {
        if (request.Instrument.Category is Category.Spot or Category.Option) return null;
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
