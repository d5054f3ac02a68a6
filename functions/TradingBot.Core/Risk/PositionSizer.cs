using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Risk;

/// <summary>
/// Finds the quantity of an entry, always rounded down to the step; what is above the instrument's maximum for the order is refused, since
/// a smaller position than was asked for would be another trade. Inverse contracts are worth one USD each, so their notional is the
/// quantity; their equity and risk percentages are counted in USD, a risk amount in base coin is converted at the entry price.
/// </summary>
/// <remarks>
/// Risk by average true range: Faith, The Original Turtle Trading Rules, 2003: one unit is the size at which one N, the average true range,
/// moves the equity by one percent; the percent is the trader's here, and the fees are inside it.
/// </remarks>
public static class PositionSizer
{
    public static SizeVerdict Size(SizeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var instrument = request.Instrument;
        var unitNotional = UnitRisk.Notional(instrument.Category, request.Entry);
        var unitRisk = RiskTo(request, request.Stop);
        if (WhyRefused(request) is { } refused) return new SizeVerdict.Refused(refused);

        var ownRisk = request.OwnStop is { } own && Math.Abs(request.Entry - own) > Math.Abs(request.Entry - request.Stop)
            ? RiskTo(request, own)
            : unitRisk;
        var (budget, unit) = Budget(request, unitNotional, ownRisk);
        var followed = budget / unit;
        var asked = request.Sizing.MaxQuantity is { } most ? Math.Min(followed, Math.Max(0, most - request.Held)) : followed;
        var quantity = Rounding.Down(asked, instrument.QuantityStep);

        // The division may have been rounded up in its last digit; the budget is never exceeded, not even by that.
        if (quantity * unit > budget) quantity -= instrument.QuantityStep;
        return (WhyTooLarge(instrument, quantity, request.OrderType) ?? WhyTooSmall(instrument, quantity, asked, unitNotional)) is { } wrong
            ? new SizeVerdict.Refused(wrong)
            : new SizeVerdict.Sized(
                quantity,
                quantity * unitNotional,
                quantity * unitRisk,
                asked < followed ? followed : null,
                ownRisk > unitRisk && request.Sizing.Mode is SizingMode.RiskPercent or SizingMode.RiskAmount ? request.OwnStop : null);
    }

    private static Denial? WhyRefused(SizeRequest request) => request.Sizing.Mode switch
    {
        SizingMode.FollowContracts when request.Contracts is null => Denials.Of(
            DenialCodes.SizeNeedsContracts, "The strategy follows the alert's contracts, but the alert names none."),
        SizingMode.EquityPercent or SizingMode.RiskPercent or SizingMode.AtrRisk when request.Equity <= 0 => Denials.Of(
            DenialCodes.SizeInsufficientBalance,
            $"There is no equity to take a percentage of: it is {FigureText.RoughAmount(request.Equity)} USD.",
            ("equity", request.Equity)),
        _ => null,
    };

    private static decimal RiskTo(SizeRequest request, decimal stop) =>
        UnitRisk.AtStop(request.Instrument.Category, request.Entry, stop, request.Fees, request.Slippage);

    // A price cannot fall to nothing: the lowest is one step.
    private static decimal AfterOneRange(SizeRequest request) => request.AverageTrueRange is not { } range
        ? throw new ArgumentException("Sizing by average true range needs one.", nameof(request))
        : request.Stop > request.Entry ? request.Entry + range : Math.Max(request.Entry - range, request.Instrument.TickSize);

    // What may be spent, and what one unit of quantity spends of it.
    private static (decimal Budget, decimal Unit) Budget(SizeRequest request, decimal unitNotional, decimal unitRisk)
    {
        var value = request.Sizing.Value;
        return request.Sizing.Mode switch
        {
            SizingMode.FixedQuantity => (value, 1),
            SizingMode.FollowContracts => (value * request.Contracts!.Value, 1),
            SizingMode.FixedNotional => (value, unitNotional),
            SizingMode.EquityPercent => (request.Equity * value / 100, unitNotional),
            SizingMode.RiskPercent => (request.Equity * value / 100, unitRisk),
            SizingMode.AtrRisk => (request.Equity * value / 100, RiskTo(request, AfterOneRange(request))),
            SizingMode.RiskAmount => (request.Instrument.Category == Category.Inverse ? value * request.Entry : value, unitRisk),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Sizing.Mode, "Unknown sizing mode."),
        };
    }

    private static Denial? WhyTooLarge(Instrument instrument, decimal quantity, OrderType type)
    {
        var most = type == OrderType.Market ? instrument.MaxMarketQuantity : instrument.MaxLimitQuantity;
        return quantity > most ? Denials.AboveMaximum(instrument, type, quantity, most) : null;
    }

    // Less than a step comes to nothing: then what was asked for is told.
    private static Denial? WhyTooSmall(Instrument instrument, decimal quantity, decimal asked, decimal unitNotional)
    {
        if (quantity > 0 && quantity >= instrument.MinQuantity && quantity * unitNotional >= instrument.MinNotional) return null;
        var size = quantity > 0 ? quantity : asked;
        var (worth, coin) = (FigureText.RoughAmount(size * unitNotional), instrument.QuoteCoin);
        var shown = quantity > 0 ? Denials.Text(size) : FigureText.RoughAmount(size);
        var text = $"The size comes to {shown} (worth {worth} {coin}); {instrument.Symbol} trades from "
            + $"{Denials.Text(instrument.MinQuantity)}, worth at least {Denials.Text(instrument.MinNotional)} {coin}.";
        return Denials.Of(
            DenialCodes.SizeBelowMinimum,
            text,
            ("quantity", size),
            ("notional", size * unitNotional),
            ("minQuantity", instrument.MinQuantity),
            ("minNotional", instrument.MinNotional));
    }
}
