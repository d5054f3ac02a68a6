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
    public static decimal UnrealisedPnl(ExchangeState state, string coin) =>
        Held(state, coin).Sum(position => position.Instrument.Contract.Backing(position, Mark(state, position)));

    public static decimal UnrealisedPnl(ExchangeState state) =>
        state.Balances.All.Sum(row => UnrealisedPnl(state, row.Coin) * Collateral.UsdPrice(state, row.Coin));

    public static decimal PositionInitial(ExchangeState state, Position position) =>
        position.Instrument.Contract.InitialMargin(position, Mark(state, position), Index(state, position));

    public static decimal PositionMaintenance(ExchangeState state, Position position) =>
        position.Instrument.Contract.MaintenanceMargin(position, Mark(state, position), Index(state, position));

    public static decimal PositionsInitial(ExchangeState state, string coin) =>
        Held(state, coin).Sum(position => PositionInitial(state, position));

    public static decimal PositionsMaintenance(ExchangeState state, string coin) =>
        Held(state, coin).Sum(position => PositionMaintenance(state, position));

    /// <summary>Margin held by orders that would open something. Conditional orders reserve none until they trigger.</summary>
    public static decimal OrdersInitial(ExchangeState state, string coin) => state.OpenOrders
        .Where(order => Reserves(order) && order.Instrument.SettleCoin == coin)
        .Sum(order => Cost(state, order));

    public static decimal PositionsInitial(ExchangeState state) =>
        Held(state).Sum(position => Usd(state, position, PositionInitial(state, position)));

    public static decimal PositionsMaintenance(ExchangeState state) =>
        Held(state).Sum(position => Usd(state, position, PositionMaintenance(state, position)));

    public static decimal OrdersInitial(ExchangeState state) => state.OpenOrders
        .Where(Reserves)
        .Sum(order => Cost(state, order) * Collateral.UsdPrice(state, order.Instrument.SettleCoin));

    /// <summary>Coins, open profit and options of one coin, before any ratio.</summary>
    public static decimal Equity(ExchangeState state, Balance row) =>
        row.Amount + Held(state, row.Coin).Sum(position => position.Instrument.Contract.Equity(position, Mark(state, position)));

    /// <summary>What of one coin backs positions and orders, before any ratio: coins and open profit of futures.</summary>
    public static decimal Backing(ExchangeState state, Balance row) => row.Amount + UnrealisedPnl(state, row.Coin);

    public static decimal Balance(ExchangeState state) =>
        state.Balances.All.Sum(row => Collateral.Backing(state, row.Coin, Backing(state, row)));

    public static decimal Available(ExchangeState state) => Math.Max(
        0, Balance(state) - Wallet.LockedBacking(state) - PositionsInitial(state) - OrdersInitial(state));

    /// <summary>True when the account can carry that much more margin of an instrument.</summary>
    public static bool Covers(ExchangeState state, Instrument instrument, decimal cost) =>
        cost * Collateral.UsdPrice(state, instrument.SettleCoin) <= Available(state);

    /// <summary>What an order ties up: margin, opening fee and closing fee of the part that would open.</summary>
    public static decimal Cost(ExchangeState state, Position position, Side side, decimal qty, decimal? limitPrice)
    {
        var opening = position.Side is { } held && held != side ? Math.Max(0, qty - position.Size) : qty;
        var market = state.Market(position.Category, position.Symbol);
        return position.Instrument.Contract.OrderCost(
            position, side, opening, limitPrice ?? (side == Side.Buy ? market.Ask : market.Bid), market.Last,
            state.Index(position.Category, position.Symbol));
    }

    /// <summary>Price at which the account would reach maintenance margin if only this position moved; absent when never.</summary>
    public static decimal? LiquidationPrice(ExchangeState state, Position position)
    {
        var instrument = position.Instrument;
        var coin = state.BalanceOf(instrument.SettleCoin);
        var backing = Backing(state, coin);
        var weight = Collateral.Weight(coin.Coin, backing);
        var own = weight * (backing - instrument.Contract.Backing(position, Mark(state, position)))
            - (PositionsMaintenance(state, coin.Coin) - PositionMaintenance(state, position));
        var others = Balance(state) - Collateral.Backing(state, coin.Coin, backing)
            - (PositionsMaintenance(state) - PositionsMaintenance(state, coin.Coin) * Collateral.UsdPrice(state, coin.Coin));
        var tier = instrument.TierOf(instrument.Contract.Value(position.Size, Mark(state, position)));
        var price = instrument.Contract.PriceWhere(
            position, own, others, weight, tier.MaintenanceRate + instrument.TakerFee, tier.Deduction);
        return price > 0 ? instrument.RoundToTick(price.Value) : null;
    }

    public static IEnumerable<Position> Held(ExchangeState state) => state.Positions.All.Where(position => !position.IsFlat);

    private static IEnumerable<Position> Held(ExchangeState state, string coin) =>
        Held(state).Where(position => position.Instrument.SettleCoin == coin);

    private static bool Reserves(Order order) =>
        order.Category != Category.Spot && !order.ReduceOnly && order.Status != OrderStatus.Untriggered && order.TriggerPrice is null;

    private static decimal Cost(ExchangeState state, Order order) =>
        Cost(state, state.PositionOf(order.Category, order.Symbol, order.PositionIdx), order.Side, order.LeavesQty, order.Price);

    private static decimal Mark(ExchangeState state, Position position) => state.Last(position.Category, position.Symbol);

    private static decimal Index(ExchangeState state, Position position) => state.Index(position.Category, position.Symbol);

    private static decimal Usd(ExchangeState state, Position position, decimal amount) =>
        amount * Collateral.UsdPrice(state, position.Instrument.SettleCoin);
}
