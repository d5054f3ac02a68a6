using TradingBot.Core.Foundation;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Api.Trades;

/// <summary>
/// Figures of trades as people are shown them. Averages and risks are quotients of up to 28 digits; the ledger keeps them exact. What was
/// paid and gained is told to the last digit, so that it can be held against the exchange's own figures.
/// </summary>
internal static class Shown
{
    /// <summary>What would be gained or lost, in any coin, to eight decimals.</summary>
    public static decimal? Amount(decimal? amount) => amount is { } known ? FigureText.RoundAmount(known) : null;

    /// <summary>An average of prices, to the instrument's price step as far as the trade tells it.</summary>
    public static decimal? Average(decimal? price, TradeRecord trade) => price is { } known ? Average(known, trade) : null;

    /// <inheritdoc cref="Average(decimal?, TradeRecord)"/>
    public static decimal Average(decimal price, TradeRecord? trade) => FigureText.RoundPrice(price, trade is null ? null : StepOf(trade));

    // The API never asks the exchange; the prices of the plan lie on its step. Whole ones may do so by chance, so they tell none.
    private static decimal? StepOf(TradeRecord trade)
    {
        var targets = trade.Targets.Select(static target => (decimal?)target.Price);
        decimal?[] onStep = [trade.ReferencePrice, trade.LimitPrice, trade.StopLoss, trade.PlannedStopLoss, .. targets];
        var decimals = onStep.Max(static price => price is { } known ? (known / 1.0000000000000000000000000000m).Scale : 0);
        return decimals == 0 ? null : new decimal(1, 0, 0, false, (byte)decimals);
    }
}
