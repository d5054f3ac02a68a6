using TradingBot.Core.Foundation;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Risk;

/// <summary>
/// Judges an approved entry anew before it is sent late. Quantity, stop and targets were fixed at the prices of the decision and stay as
/// they are; whether they still make sense is asked with the prices of now.
/// </summary>
public static class LateEntry
{
    /// <summary>
    /// How much of the approved risk the entry may risk at the price of now, in percent. More breaks what was approved, with room for what
    /// the price moves between two looks; less means that the market stands so near to the stop that it is hit by noise.
    /// </summary>
    public const decimal MostRiskPercent = 110m;

    /// <inheritdoc cref="MostRiskPercent"/>
    public const decimal LeastRiskPercent = 50m;

    public static Denial? WhyRefused(LateEntryRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var trade = request.Trade;
        var touch = EntryPrices.TouchOf(trade.Direction, request.Ticker);
        var prices = new EntryPrices(trade.OrderType, touch, trade.LimitPrice);
        return WhyNotOpened(request.Strategy)
            ?? ForeignHoldings.WhyRefused(request.Held?.Open ?? [], request.Resting)
            ?? prices.WhyDrifted(request.Strategy, request.Signal, request.Ticker)
            ?? WhyPassed(request, prices)
            ?? WhyRiskChanged(request, prices);
    }

    private static Denial? WhyNotOpened(Strategy strategy) => strategy switch
    {
        { State: StrategyState.Paused } =>
            new Denial(DenialCodes.StrategyPaused, "The strategy was paused before the entry was sent."),
        { State: StrategyState.ExitOnly } =>
            new Denial(DenialCodes.StrategyExitOnly, "The strategy was set to take exits only before the entry was sent."),
        { DryRun: true } => new Denial(DenialCodes.DryRun, "The strategy was made a dry run before the entry was sent."),
        _ => null,
    };

    private static Denial? WhyPassed(LateEntryRequest request, EntryPrices prices)
    {
        var (trade, entry, last) = (request.Trade, prices.Reference, request.Ticker.WatchedPrice);
        if (trade.PlannedStopLoss is { } stop && ProtectionPlan.WhyStopPassed(trade.Direction, entry, last, stop) is { } passed)
            return passed;
        return trade.Targets
            .Select(target => ProtectionPlan.WhyTargetPassed(trade.Direction, entry, last, prices.Limit, target.Price))
            .FirstOrDefault(static reached => reached is not null);
    }

    private static Denial? WhyRiskChanged(LateEntryRequest request, EntryPrices prices)
    {
        var trade = request.Trade;
        if (trade.PlannedStopLoss is not { } stop || trade.Risk <= 0) return null;
        // The slippage that was approved with it does not change with the market, and is left out of both.
        var risk = RiskFrom(prices.Reference);
        var approved = Math.Min(trade.Risk, RiskFrom(trade.ReferencePrice));
        var percent = risk * 100 / approved;
        if (percent is >= LeastRiskPercent and <= MostRiskPercent) return null;
        var (now, before, coin) = (FigureText.RoughAmount(risk), FigureText.RoughAmount(approved), request.Instrument.QuoteCoin);
        return Denials.Of(
            DenialCodes.RiskChanged,
            $"The market is at {Denials.Text(prices.Reference)}: the entry would now risk {now} {coin} instead of the "
                + $"approved {before} at its stop of {Denials.Text(stop)}.",
            ("risk", Math.Round(risk, 8)),
            ("approvedRisk", Math.Round(approved, 8)),
            ("price", prices.Reference),
            ("stop", stop));

        decimal RiskFrom(decimal entry) =>
            trade.Quantity * UnitRisk.AtStop(trade.Category, entry, stop, request.Fees, default);
    }
}
