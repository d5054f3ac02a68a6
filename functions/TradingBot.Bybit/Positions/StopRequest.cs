using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Positions;

/// <summary>Turns a wanted stop into Bybit's form, or says which field of it Bybit cannot take.</summary>
internal static class StopRequest
{
    public static WireTradingStop From(TradingStop stop, PositionLeg leg) => new()
    {
        Category = WireText.Of(stop.Category),
        Symbol = stop.Symbol.Value,
        TpslMode = "Full",
        PositionIdx = PositionIndex.Of(leg),
        StopLoss = WireText.Of(stop.StopLoss),
        TakeProfit = WireText.Of(stop.TakeProfit),
        TrailingStop = WireText.Of(stop.TrailingStop),
        ActivePrice = WireText.Of(stop.ActivationPrice),
        SlTriggerBy = stop.StopLoss is null ? null : "LastPrice",
        TpTriggerBy = stop.TakeProfit is null ? null : "LastPrice",
    };

    public static string? Refusal(TradingStop stop)
    {
        if (stop.Category is not (Category.Linear or Category.Inverse))
            return $"TradingStop: {WireText.Of(stop.Category)} positions take no stop from the exchange.";
        if (stop is { StopLoss: null, TakeProfit: null, TrailingStop: null })
            return "TradingStop: neither StopLoss nor TakeProfit nor TrailingStop is given.";
        if (stop.ActivationPrice is not null && stop.TrailingStop is not > 0m)
            return "ActivationPrice: only together with a TrailingStop.";
        if (stop.StopLoss < 0m || stop.TakeProfit < 0m || stop.TrailingStop < 0m)
            return "TradingStop: prices must not be negative.";
        return stop.ActivationPrice <= 0m ? "ActivationPrice: must be greater than zero." : null;
    }
}
