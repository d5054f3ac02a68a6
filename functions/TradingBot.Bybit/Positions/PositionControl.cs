using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;
using TradingBot.Core.Ports;

namespace TradingBot.Bybit.Positions;

/// <summary>Stops, targets and leverage of a position.</summary>
internal sealed class PositionControl(BybitWriter writer, PositionReader positions)
{
    public async Task<SubmitOutcome> SetTradingStopAsync(TradingStop stop, CancellationToken token)
    {
        if (Refusal(stop) is { } refusal)
            return Refuse(refusal);

        var request = new WireTradingStop
        {
            Category = WireText.Of(stop.Category),
            Symbol = stop.Symbol.Value,
            TpslMode = "Full",
            PositionIdx = 0,
            StopLoss = stop.StopLoss is { } stopLoss ? WireText.Of(stopLoss) : null,
            TakeProfit = stop.TakeProfit is { } takeProfit ? WireText.Of(takeProfit) : null,
            SlTriggerBy = stop.StopLoss is null ? null : "LastPrice",
            TpTriggerBy = stop.TakeProfit is null ? null : "LastPrice",
        };
        var outcome = await writer.SendAsync(
            Endpoints.TradingStop, stop.Category, request, BybitJson.Default.WireTradingStop, stop.Symbol.Value, token);
        return outcome is SubmitOutcome.Rejected { Error: { Code: BybitErrors.StopsUnchanged } unchanged }
            ? await ConfirmAsync(stop, unchanged, token)
            : outcome;
    }

    public async Task<SubmitOutcome> SetLeverageAsync(Category category, Symbol symbol, decimal leverage, CancellationToken token)
    {
        if (category is not (Category.Linear or Category.Inverse))
            return Refuse($"Leverage: {WireText.Of(category)} has none to set.");
        if (leverage < 1m)
            return Refuse("Leverage: must be 1 or more.");

        var text = WireText.Of(leverage);
        var request = new WireSetLeverage { Category = WireText.Of(category), Symbol = symbol.Value, BuyLeverage = text, SellLeverage = text };
        var outcome = await writer.SendAsync(Endpoints.SetLeverage, category, request, BybitJson.Default.WireSetLeverage, symbol.Value, token);
        return outcome is SubmitOutcome.Rejected { Error.Class: VenueErrorClass.AlreadyDone } ? new SubmitOutcome.Accepted("") : outcome;
    }

    // 34040 is also sent when a parameter is missing, so only the position itself proves that the stop stands.
    private async Task<SubmitOutcome> ConfirmAsync(TradingStop stop, VenueError unchanged, CancellationToken token)
    {
        var read = await positions.GetAsync(stop.Category, stop.Symbol, token);
        if (read is not VenueResult<IReadOnlyList<VenuePosition>>.Success { Value: var open })
            return new SubmitOutcome.Unknown(unchanged with { Class = VenueErrorClass.Ask });

        var stands = open.Any(position => Shows(position.StopLoss, stop.StopLoss) && Shows(position.TakeProfit, stop.TakeProfit));
        return stands
            ? new SubmitOutcome.Accepted("")
            : new SubmitOutcome.Rejected(unchanged with { Message = unchanged.Message + " But the position does not show it.", Class = VenueErrorClass.Fix });
    }

    private static bool Shows(decimal? shown, decimal? wanted) => wanted is null || (wanted is 0m ? shown is null : shown == wanted);

    private static string? Refusal(TradingStop stop)
    {
        if (stop.Category is not (Category.Linear or Category.Inverse))
            return $"TradingStop: {WireText.Of(stop.Category)} positions take no stop from the venue.";
        if (stop is { StopLoss: null, TakeProfit: null })
            return "TradingStop: neither StopLoss nor TakeProfit is given.";
        return stop.StopLoss < 0m || stop.TakeProfit < 0m ? "TradingStop: prices must not be negative." : null;
    }

    private static SubmitOutcome.Rejected Refuse(string message) => new(new VenueError(0, message, VenueErrorClass.Fail));
}
