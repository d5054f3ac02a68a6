using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Positions;

internal static class PositionMapping
{
    /// <summary>A size without a side (or the reverse) is not flat but broken, and must not pass for flat.</summary>
    public static bool IsOpen(WirePosition row) => WireValue.Required(row.Size, "size") != 0m;

    public static ExchangePosition ToPosition(this WirePosition row, Category category) => new()
    {
        Category = category,
        Symbol = WireValue.Symbol(row.Symbol),
        SettleCoin = ContractCoins.SettleCoin(category, WireValue.Symbol(row.Symbol)),
        Direction = WireValue.Side(row.Side) == OrderSide.Buy ? Direction.Long : Direction.Short,
        Leg = PositionIndex.ToLeg(row.PositionIdx),
        Quantity = Math.Abs(row.Size!.Value),
        // The stream has another name for it.
        EntryPrice = WireValue.Required(row.AvgPrice ?? row.EntryPrice, "avgPrice"),
        MarkPrice = WireValue.Positive(row.MarkPrice),
        UnrealizedPnl = row.UnrealisedPnl,
        StopLoss = WireValue.NonZero(row.StopLoss),
        TakeProfit = WireValue.NonZero(row.TakeProfit),
        TrailingStop = WireValue.NonZero(row.TrailingStop),
        Leverage = WireValue.Positive(row.Leverage),
        LiquidationPrice = WireValue.Positive(row.LiqPrice),
    };
}
