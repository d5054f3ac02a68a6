using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Risk;

/// <summary>
/// Whether every order that the trade will need after its entry can be placed at its own price: the stop for the whole position, the
/// targets for their shares. On spot less can be sold than was bought, because the fee is taken in the bought coin. Closing orders of
/// futures are reported to be free of the smallest value on some contracts and not promised on any (Bybit V5), so it is asked of them too.
/// </summary>
internal static class PlaceableLegs
{
    public static Denial? WhyRefused(EntryRequest request, decimal quantity, ProtectionPlan protection)
    {
        var instrument = request.Instrument;
        var held = Held(request, quantity);
        if (IsTooSmall(instrument, held, protection.StopLoss))
            return TooSmall(DenialCodes.StopTooSmall, "stop", instrument, held, protection.StopLoss);
        // Shares too small for an order are closed with the next target; only where none can be closed at all the entry is refused.
        var targets = protection.Targets.Select(TargetState.Untouched).ToList();
        if (targets.Count > 0 && TargetLadder.Divide(request.Direction, targets, held, instrument).All(static due => due == 0))
        {
            var share = Rounding.Down(held * targets.Sum(static state => state.Target.ClosePercent) / 100, instrument.QuantityStep);
            var leg = targets.Count == 1 ? "target" : "last target";
            return TooSmall(DenialCodes.TargetTooSmall, leg, instrument, share, targets[^1].Target.Price);
        }

        // On futures the exchange keeps the stop with the position and splits what it closes; on spot it is one market order.
        return instrument.Category == Category.Spot && held > instrument.MaxMarketQuantity
            ? Denials.AboveMaximum(instrument, OrderType.Market, held, instrument.MaxMarketQuantity)
            : null;
    }

    // The entry may take from the book or rest in it; the dearer fee is counted.
    private static decimal Held(EntryRequest request, decimal quantity)
    {
        if (request.Instrument.Category != Category.Spot) return quantity;
        var fee = Math.Max(0, Math.Max(request.Fees.Maker, request.Fees.Taker));
        return Rounding.Down(quantity * (1 - fee), request.Instrument.QuantityStep);
    }

    private static bool IsTooSmall(Instrument instrument, decimal quantity, decimal price) =>
        quantity <= 0 || instrument.IsTooSmall(quantity, price);

    private static Denial TooSmall(string code, string leg, Instrument instrument, decimal quantity, decimal price)
    {
        var notional = quantity * UnitRisk.Notional(instrument.Category, price);
        var coin = instrument.QuoteCoin;
        return Denials.Of(
            code,
            $"The {leg} at {Denials.Text(price)} would be an order of {Denials.Text(quantity)}, worth {FigureText.Amount(notional)} {coin}; "
                + $"{instrument.Symbol} trades from {Denials.Text(instrument.MinQuantity)}, "
                + $"worth at least {Denials.Text(instrument.MinNotional)} {coin}.",
            ("quantity", quantity),
            ("price", price),
            ("notional", notional),
            ("minQuantity", instrument.MinQuantity),
            ("minNotional", instrument.MinNotional));
    }
}
