using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Market;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Positions;

/// <summary>Leverage and position mode of a symbol. What is already so counts as accepted.</summary>
internal sealed class PositionSettingsClient(BybitWriter writer, PositionModes modes, InstrumentCatalog instruments)
{
    public async Task<SubmitOutcome> SetLeverageAsync(Category category, Symbol symbol, decimal leverage, CancellationToken token)
    {
        if (category is not (Category.Linear or Category.Inverse))
            return BybitWriter.Refuse($"Leverage: {WireText.Of(category)} has none to set.");
        if (leverage < 1m)
            return BybitWriter.Refuse("Leverage: must be 1 or more.");

        var text = WireText.Of(leverage);
        var request = new WireSetLeverage
        {
            Category = WireText.Of(category),
            Symbol = symbol.Value,
            BuyLeverage = text,
            SellLeverage = text,
        };
        var outcome = Settle(
            await writer.SendAsync(Endpoints.SetLeverage, category, request, BybitJson.Default.WireSetLeverage, symbol.Value, token));
        if (outcome is SubmitOutcome.Rejected { Error: var error } && BybitErrors.ContradictsInstrument(error))
            instruments.Forget(category);
        return outcome;
    }

    public async Task<SubmitOutcome> SetModeAsync(Category category, Symbol symbol, PositionMode mode, CancellationToken token)
    {
        if (category != Category.Linear)
            return BybitWriter.Refuse($"PositionMode: {WireText.Of(category)} knows one-way positions only.");

        var request = new WireSwitchMode
        {
            Category = WireText.Of(category),
            Symbol = symbol.Value,
            Mode = mode == PositionMode.Hedge ? 3 : 0,
        };
        var outcome = Settle(
            await writer.SendAsync(Endpoints.SwitchMode, category, request, BybitJson.Default.WireSwitchMode, symbol.Value, token));
        if (outcome is SubmitOutcome.Accepted)
            modes.Learn(category, symbol, mode);
        return outcome;
    }

    private static SubmitOutcome Settle(SubmitOutcome outcome) =>
        outcome is SubmitOutcome.Rejected { Error.Class: RetryGuidance.AlreadyDone } ? new SubmitOutcome.Accepted("") : outcome;
}
