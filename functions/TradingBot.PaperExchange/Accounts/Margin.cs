namespace TradingBot.PaperExchange;

/// <summary>
/// Cross margin in one settle coin. Other coins count as property, not as collateral, so the paper account
/// never lends more than a real one would.
/// </summary>
internal static class Margin
{
    public const string SettleCoin = "USDT";

    public static decimal UnrealisedPnl(Ledger ledger) =>
        Held(ledger).Sum(position => position.UnrealisedPnl(ledger.Last(position.Category, position.Symbol)));

    public static decimal PositionInitial(Ledger ledger, Position position)
    {
        var value = position.Size * ledger.Last(position.Category, position.Symbol);
        return value / position.Leverage + CloseFee(position, value);
    }

    public static decimal PositionMaintenance(Ledger ledger, Position position)
    {
        var value = position.Size * ledger.Last(position.Category, position.Symbol);
        return value * position.Instrument.MaintenanceRate + CloseFee(position, value);
    }

    public static decimal PositionsInitial(Ledger ledger) => Held(ledger).Sum(position => PositionInitial(ledger, position));

    public static decimal PositionsMaintenance(Ledger ledger) => Held(ledger).Sum(position => PositionMaintenance(ledger, position));

    /// <summary>Margin held by orders that would open something. Conditional orders reserve none until they trigger.</summary>
    public static decimal OrdersInitial(Ledger ledger) => ledger.OpenOrders
        .Where(order => order.Category == Category.Linear && !order.ReduceOnly && order.Status != OrderStatus.Untriggered && order.TriggerPrice is null)
        .Sum(order => Cost(ledger, order.Category, order.Symbol, order.Side, order.LeavesQty, order.Price));

    public static decimal Balance(Ledger ledger) =>
        ledger.BalanceOf(SettleCoin).Amount + UnrealisedPnl(ledger);

    public static decimal Available(Ledger ledger) => Math.Max(
        0, Balance(ledger) - Wallet.Locked(ledger, SettleCoin) - PositionsInitial(ledger) - OrdersInitial(ledger));

    /// <summary>What an order ties up: margin, opening fee and closing fee of the part that would open.</summary>
    public static decimal Cost(Ledger ledger, Category category, string symbol, Side side, decimal qty, decimal? limitPrice)
    {
        var position = ledger.PositionOf(category, symbol);
        var opening = position.Side is { } held && held != side ? Math.Max(0, qty - position.Size) : qty;
        var market = ledger.Market(category, symbol);
        var value = opening * (limitPrice ?? (side == Side.Buy ? market.Ask : market.Bid));
        var fee = position.Instrument.TakerFee;
        var closing = side == Side.Buy ? 1 - 1 / position.Leverage : 1 + 1 / position.Leverage;
        return value / position.Leverage + value * fee + value * closing * fee;
    }

    /// <summary>Price at which the account would reach maintenance margin if only this position moved; absent when never.</summary>
    public static decimal? LiquidationPrice(Ledger ledger, Position position)
    {
        var rate = position.Instrument.MaintenanceRate + position.Instrument.TakerFee;
        var others = Balance(ledger) - position.UnrealisedPnl(ledger.Last(position.Category, position.Symbol))
            - (PositionsMaintenance(ledger) - PositionMaintenance(ledger, position));
        var price = (position.EntryValue - position.Sign * others) / (position.Size * (1 - position.Sign * rate));
        return price > 0 ? position.Instrument.RoundToTick(price) : null;
    }

    private static IEnumerable<Position> Held(Ledger ledger) => ledger.Positions.All.Where(position => !position.IsFlat);

    private static decimal CloseFee(Position position, decimal value) => value * position.Instrument.TakerFee;
}
