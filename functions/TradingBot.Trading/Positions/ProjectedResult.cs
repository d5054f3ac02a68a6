using System.Globalization;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Trading.Positions;

/// <summary>What a trade would end with if it left at prices that were not reached yet.</summary>
internal static class ProjectedResult
{
    /// <summary>
    /// What of the trade is open and can be sold, in the unit of its quantity: on spot without the fee that was taken in it.
    /// </summary>
    public static decimal HeldOf(TradeRecord trade, IReadOnlyList<Fill> fills) => trade.Category == Category.Spot
        ? ProfitAndLoss.Of(trade.Category, trade.Direction, trade.SettleCoin, fills).SellableQuantity
        : trade.OpenQuantity;

    /// <summary>
    /// The result of what was closed already and of the exits, fees and funding included, in settle coin. Each exit pays the taker's fee.
    /// </summary>
    /// <param name="trade">The trade.</param>
    /// <param name="fills">Its executions.</param>
    /// <param name="fees">Of its market; a rebate is not counted on.</param>
    /// <param name="exits">Prices above 0, and quantities that together are no more than what is held.</param>
    public static decimal Of(
        TradeRecord trade, IReadOnlyList<Fill> fills, FeeRate fees, params IEnumerable<(decimal Price, decimal Quantity)> exits)
    {
        var all = fills.Concat(exits.Where(static exit => exit.Quantity > 0).Select((exit, index) => FillOf(trade, exit, fees, index)));
        return ProfitAndLoss.Of(trade.Category, trade.Direction, trade.SettleCoin, [.. all]).Net - trade.Funding;
    }

    private static Fill FillOf(TradeRecord trade, (decimal Price, decimal Quantity) exit, FeeRate fees, int index)
    {
        var value = trade.Category == Category.Inverse ? exit.Quantity / exit.Price : exit.Quantity * exit.Price;
        return new Fill
        {
            ExecId = string.Create(CultureInfo.InvariantCulture, $"if-hit-{index}"),
            Role = OrderRole.Stop,
            Side = trade.Direction.ExitSide(),
            Price = exit.Price,
            Quantity = exit.Quantity,
            Value = value,
            Fee = value * Math.Max(0, fees.TakerShare(exit.Price)),
            FeeCurrency = trade.SettleCoin,
            IsMaker = false,
            At = trade.CreatedAt,
        };
    }
}
