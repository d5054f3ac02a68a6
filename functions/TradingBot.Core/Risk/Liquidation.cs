using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Risk;

/// <summary>
/// Estimates where the exchange would liquidate a position that is about to be opened, and refuses an entry whose stop lies there or
/// beyond: such a stop would never be reached, and more would be lost than was planned. The estimate is on the safe side.
/// </summary>
/// <remarks>
/// Isolated margin: Bybit help centre, "Liquidation Price Calculation under Isolated Mode (Unified Trading Account)": of its two published
/// forms, maintenance margin counted at the entry or at the liquidation itself, the one that lies nearer to the entry is taken. The closing
/// fee is in initial and maintenance margin alike and cancels. Cross margin: the account is liquidated when its margin balance falls to its
/// maintenance margin. All that is free now may be lost first, less the fee of opening; what other positions bind is left to them. Inverse:
/// a coin that backs a long loses value with it, so a long is counted as if the margin were all coin and a short as if it were all dollars,
/// whichever is worse.
/// </remarks>
internal static class Liquidation
{
    public static Denial? WhyRefused(EntryRequest request, decimal quantity, EntryPrices prices, decimal stop, decimal? leverage)
    {
        var (whole, entry) = WholeOf(request, quantity, prices.Farthest);
        if (request.Instrument.Category is Category.Spot or Category.Option || PriceOf(request, whole, entry, leverage) is not { } price
            || (stop - price) * request.Direction.Sign() > 0) return null;
        var shown = FigureText.Price(price, request.Instrument.TickSize);
        return Denials.Of(
            DenialCodes.StopBehindLiquidation,
            $"The position of {Denials.Text(whole)} {request.Instrument.Symbol} would be liquidated at about {shown}, before its stop "
                + $"at {Denials.Text(stop)}: {FigureText.RoughAmount(request.Available)} {request.Instrument.QuoteCoin} is free.",
            ("stop", stop),
            ("liquidationPrice", decimal.Round(price, 12)),
            ("quantity", whole),
            ("available", request.Available));
    }

    // With isolated margin the position is backed from its average entry on. With cross margin what is free now is lost from the price of
    // now on, by all of the position; what it has gained or lost before is in what is free.
    private static (decimal Quantity, decimal Entry) WholeOf(EntryRequest request, decimal quantity, decimal entry)
    {
        if (request.AddsTo is not { OpenQuantity: > 0 and var held } trade) return (quantity, entry);
        var whole = held + quantity;
        if (request.MarginMode != MarginMode.Isolated) return (whole, entry);
        var before = trade.EntryPrice ?? trade.ReferencePrice;
        return (whole, request.Instrument.Category == Category.Inverse
            ? whole / ((held / before) + (quantity / entry))
            : ((held * before) + (quantity * entry)) / whole);
    }

    /// <returns>Quote coin, inverse: USD; null when no price liquidates the position.</returns>
    internal static decimal? PriceOf(EntryRequest request, decimal quantity, decimal entry, decimal? leverage)
    {
        var (rate, deduction) = Terms(request, quantity, entry);
        var isInverse = request.Instrument.Category == Category.Inverse;
        var notional = quantity * UnitRisk.Notional(request.Instrument.Category, entry);
        // As fractions of the entry's value: what may be lost before maintenance margin is reached, and that margin with the closing fee.
        decimal loss, kept;
        if (request.MarginMode == MarginMode.Isolated)
            (loss, kept) = ((1 / Math.Max(leverage ?? request.Instrument.MaxLeverage ?? 1, 1)) + deduction, rate);
        else
            (loss, kept) = ((Math.Max(request.Available, 0) / notional) - request.Fees.Taker + deduction, rate + request.Fees.Taker);
        var price = (request.Direction, isInverse) switch
        {
            (Direction.Long, false) => entry * (1 - loss + kept),
            (Direction.Long, true) => entry * (1 + kept) / (1 + loss),
            (_, false) => entry * (1 + loss) / (1 + kept),
            (_, true) when request.MarginMode != MarginMode.Isolated => entry * (1 + loss - kept),
            (_, true) when loss - kept < 1 => entry / (1 - loss + kept),
            _ => 0,
        };
        return price > 0 ? price : null;
    }

    // Without the exchange's terms the rate is taken as the least initial margin, above which no maintenance margin can be.
    private static (decimal Rate, decimal Deduction) Terms(EntryRequest request, decimal quantity, decimal entry)
    {
        var value = request.Instrument.Category == Category.Inverse ? quantity / entry : quantity * entry;
        var tier = request.Tiers.FirstOrDefault(tier => value <= tier.Limit) ?? (request.Tiers is [.., var last] ? last : null);
        return tier is null
            ? (1 / Math.Max(request.Instrument.MaxLeverage ?? 1, 1), 0)
            : (tier.MaintenanceRate, tier.Deduction / value);
    }
}
