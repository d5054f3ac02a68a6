using TradingBot.PaperExchange.Accounts;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Accounting;

/// <summary>
/// Cross margin of one unified account, in dollars over all coins. What is named after a coin is in that coin;
/// what a single position or order needs is in its settle coin.
/// </summary>
internal static class Margin
{
    /// <summary>Of futures alone: an option's premium was paid, and its worth is equity.</summary>
    public static decimal UnrealisedPnl(Ledger ledger, string coin) =>
        Held(ledger, coin).Sum(position => position.Instrument.Contract.Backing(position, Mark(ledger, position)));

    public static decimal UnrealisedPnl(Ledger ledger) =>
        ledger.Balances.All.Sum(row => UnrealisedPnl(ledger, row.Coin) * Collateral.UsdPrice(ledger, row.Coin));

    public static decimal PositionInitial(Ledger ledger, Position position) =>
        position.Instrument.Contract.InitialMargin(position, Mark(ledger, position), Index(ledger, position));

    public static decimal PositionMaintenance(Ledger ledger, Position position) =>
        position.Instrument.Contract.MaintenanceMargin(position, Mark(ledger, position), Index(ledger, position));

    public static decimal PositionsInitial(Ledger ledger, string coin) => Held(ledger, coin).Sum(position => PositionInitial(ledger, position));

    public static decimal PositionsMaintenance(Ledger ledger, string coin) => Held(ledger, coin).Sum(position => PositionMaintenance(ledger, position));

    /// <summary>Margin held by orders that would open something. Conditional orders reserve none until they trigger.</summary>
    public static decimal OrdersInitial(Ledger ledger, string coin) => ledger.OpenOrders
        .Where(order => Reserves(order) && order.Instrument.SettleCoin == coin)
        .Sum(order => Cost(ledger, order));

    public static decimal PositionsInitial(Ledger ledger) => Held(ledger).Sum(position => Usd(ledger, position, PositionInitial(ledger, position)));

    public static decimal PositionsMaintenance(Ledger ledger) => Held(ledger).Sum(position => Usd(ledger, position, PositionMaintenance(ledger, position)));

    public static decimal OrdersInitial(Ledger ledger) => ledger.OpenOrders
        .Where(Reserves)
        .Sum(order => Cost(ledger, order) * Collateral.UsdPrice(ledger, order.Instrument.SettleCoin));

    /// <summary>Coins, open profit and options of one coin, before any ratio.</summary>
    public static decimal Equity(Ledger ledger, Balance row) =>
        row.Amount + Held(ledger, row.Coin).Sum(position => position.Instrument.Contract.Equity(position, Mark(ledger, position)));

    /// <summary>What of one coin backs positions and orders, before any ratio: coins and open profit of futures.</summary>
    public static decimal Backing(Ledger ledger, Balance row) => row.Amount + UnrealisedPnl(ledger, row.Coin);

    public static decimal Balance(Ledger ledger) =>
        ledger.Balances.All.Sum(row => Collateral.Backing(ledger, row.Coin, Backing(ledger, row)));

    public static decimal Available(Ledger ledger) => Math.Max(
        0, Balance(ledger) - Wallet.LockedBacking(ledger) - PositionsInitial(ledger) - OrdersInitial(ledger));

    /// <summary>True when the account can carry that much more margin of an instrument.</summary>
    public static bool Covers(Ledger ledger, Instrument instrument, decimal cost) =>
        cost * Collateral.UsdPrice(ledger, instrument.SettleCoin) <= Available(ledger);

    /// <summary>What an order ties up: margin, opening fee and closing fee of the part that would open.</summary>
    public static decimal Cost(Ledger ledger, Position position, Side side, decimal qty, decimal? limitPrice)
    {
        var opening = position.Side is { } held && held != side ? Math.Max(0, qty - position.Size) : qty;
        var market = ledger.Market(position.Category, position.Symbol);
        return position.Instrument.Contract.OrderCost(
            position, side, opening, limitPrice ?? (side == Side.Buy ? market.Ask : market.Bid), market.Last, ledger.Index(position.Category, position.Symbol));
    }

    /// <summary>Price at which the account would reach maintenance margin if only this position moved; absent when never.</summary>
    public static decimal? LiquidationPrice(Ledger ledger, Position position)
    {
        var instrument = position.Instrument;
        var coin = ledger.BalanceOf(instrument.SettleCoin);
        var backing = Backing(ledger, coin);
        var weight = Collateral.Weight(coin.Coin, backing);
        var own = weight * (backing - instrument.Contract.Backing(position, Mark(ledger, position)))
            - (PositionsMaintenance(ledger, coin.Coin) - PositionMaintenance(ledger, position));
        var others = Balance(ledger) - Collateral.Backing(ledger, coin.Coin, backing)
            - (PositionsMaintenance(ledger) - PositionsMaintenance(ledger, coin.Coin) * Collateral.UsdPrice(ledger, coin.Coin));
        var tier = instrument.TierOf(instrument.Contract.Value(position.Size, Mark(ledger, position)));
        var price = instrument.Contract.PriceWhere(position, own, others, weight, tier.MaintenanceRate + instrument.TakerFee, tier.Deduction);
        return price > 0 ? instrument.RoundToTick(price.Value) : null;
    }

    public static IEnumerable<Position> Held(Ledger ledger) => ledger.Positions.All.Where(position => !position.IsFlat);

    private static IEnumerable<Position> Held(Ledger ledger, string coin) =>
        Held(ledger).Where(position => position.Instrument.SettleCoin == coin);

    private static bool Reserves(Order order) =>
        order.Category != Category.Spot && !order.ReduceOnly && order.Status != OrderStatus.Untriggered && order.TriggerPrice is null;

    private static decimal Cost(Ledger ledger, Order order) =>
        Cost(ledger, ledger.PositionOf(order.Category, order.Symbol, order.PositionIdx), order.Side, order.LeavesQty, order.Price);

    private static decimal Mark(Ledger ledger, Position position) => ledger.Last(position.Category, position.Symbol);

    private static decimal Index(Ledger ledger, Position position) => ledger.Index(position.Category, position.Symbol);

    private static decimal Usd(Ledger ledger, Position position, decimal amount) =>
        amount * Collateral.UsdPrice(ledger, position.Instrument.SettleCoin);
}
