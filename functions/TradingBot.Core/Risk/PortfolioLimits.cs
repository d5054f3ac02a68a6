using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Risk;

/// <summary>
/// Whether a sized entry still fits the portfolio limits and the free balance. It fits or is denied; it is never shrunk in silence.
/// Quote coins are counted as USD, which holds for USDT, USDC and inverse contracts.
/// </summary>
internal static class PortfolioLimits
{
    public static Denial? WhyRefused(EntryRequest request, SizeVerdict.Sized size, EntryPrices prices, decimal? leverage)
    {
        var notional = request.Open.Sum(static open => open.Notional) + size.Notional;
        if (request.Limits.MaxGrossNotional is { } gross && notional > gross)
            return Over(DenialCodes.MaxGrossNotional, "Open notional", notional, gross, size.Notional);
        if (request.Limits.MaxNotionalToEquity is { } multiple && notional > request.Equity * multiple)
            return Over(DenialCodes.MaxNotionalToEquity, "Open notional", notional, request.Equity * multiple, size.Notional);
        var risk = request.Open.Sum(static open => open.Risk) + size.Risk;
        if (request.Limits.MaxHeatPercent is { } heat && risk * 100 > request.Equity * heat)
            return Over(DenialCodes.MaxHeat, "Open risk", risk, request.Equity * heat / 100, size.Risk);
        var needed = request.Instrument.Category == Category.Option
            ? size.Quantity * (prices.Farthest + request.Fees.TakerFee(prices.Farthest))
            : Needed(request, size.Notional * WorstShare(request, prices), leverage);
        if (needed <= request.Available) return null;
        var coin = request.Instrument.QuoteCoin;
        var (asked, free) = FigureText.Against(needed, request.Available);
        return Denials.Of(
            DenialCodes.SizeInsufficientBalance,
            $"The entry needs {asked} {coin}; {free} {coin} is free.",
            ("needed", needed),
            ("available", request.Available));
    }

    // An order is taken only if it can be paid at its own price. Inverse contracts cost the less the higher it is.
    private static decimal WorstShare(EntryRequest request, EntryPrices prices) =>
        request.Instrument.Category == Category.Inverse ? 1 : Math.Max(1, prices.Farthest / prices.Reference);

    // Futures: initial margin plus the fees of both sides, the closing one at the worst price the margin allows.
    // An unknown leverage counts as none.
    private static decimal Needed(EntryRequest request, decimal notional, decimal? leverage)
    {
        var taker = request.Fees.Taker;
        if (request.Instrument.Category == Category.Spot) return notional * (1 + taker);
        var share = 1 / Math.Max(leverage ?? 1, 1);
        return notional * (share + taker + ((1 + share) * taker));
    }

    private static Denial Over(string code, string what, decimal total, decimal limit, decimal planned)
    {
        var (sum, most) = FigureText.Against(total, limit);
        return Denials.Of(
            code,
            $"{what} would come to {sum} USD, {FigureText.RoughAmount(planned)} USD of it this entry's; the limit is {most} USD.",
            ("total", total),
            ("limit", limit),
            ("planned", planned));
    }
}
