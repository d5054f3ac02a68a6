using System.ComponentModel.DataAnnotations;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Api.Trades;

/// <summary>What the targets mean.</summary>
/// <param name="TradeId">The trade.</param>
/// <param name="Status">Whether they were only looked at, or written down.</param>
/// <param name="TakeProfits">Those that are not reached, the nearest first.</param>
/// <param name="RestQuantity">What they leave to the stop.</param>
/// <param name="ProfitIfAllHit">Of the whole trade if all are hit and the rest leaves at the stop, fees and funding included.</param>
/// <param name="SettleCoin">The coin of every profit here.</param>
/// <param name="RMultipleIfAllHit">That in multiples of the risk of what was filled; null where nothing was risked.</param>
/// <param name="Remarks">Rules of the trade's stop that wait for a target which is not there, a sentence each.</param>
public sealed record TargetsAnswer(
    Guid TradeId,
    [property: AllowedValues("preview", "changing")] string Status,
    IReadOnlyList<TargetPreviewView> TakeProfits,
    [property: Unit(Unit.Quantity)] decimal RestQuantity,
    [property: Unit(Unit.SettleCoin)] decimal ProfitIfAllHit,
    string SettleCoin,
    [property: Unit(Unit.R)] decimal? RMultipleIfAllHit,
    IReadOnlyList<string> Remarks)
{
    public static TargetsAnswer Of(TradeRecord trade, TargetsByHandAnswer.Possible possible, string status)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(possible);
        return new TargetsAnswer(
            trade.Id.Value,
            status,
            [.. possible.Added.Select(TargetPreviewView.Of)],
            possible.Rest,
            possible.Profit,
            trade.SettleCoin,
            possible.Multiple,
            possible.Remarks);
    }
}

/// <summary>A target as it would be.</summary>
/// <param name="Price">On the price step.</param>
/// <param name="Close">The share of the whole position that it closes.</param>
/// <param name="Quantity">What it closes; 0 where that is too little for an order and is closed with the next one.</param>
/// <param name="Profit">What that adds to the trade's result, fees included.</param>
public sealed record TargetPreviewView(
    [property: Unit(Unit.Price)] decimal Price,
    [property: Unit(Unit.Percent)] decimal Close,
    [property: Unit(Unit.Quantity)] decimal Quantity,
    [property: Unit(Unit.SettleCoin)] decimal Profit)
{
    public static TargetPreviewView Of(TargetPreview preview)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return new TargetPreviewView(preview.Target.Price, preview.Target.ClosePercent, preview.Quantity, preview.Profit);
    }
}
