using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Engine;

/// <summary>
/// When the account no longer covers its maintenance margin every position that can lose more is taken over at the price
/// that uses up the account, and debts are paid. What the market then pays more or less than that is the insurance account's.
/// </summary>
internal sealed class Liquidation(ExchangeState state, Fills fills, TakerExecution taker, Matcher matcher)
{
    public void Check()
    {
        var held = Margin.Held(state).Where(position => position.Instrument.Contract.IsAtRisk(position)).ToList();
        var isOwing = state.Balances.All.Any(row => row.Amount < 0);
        if ((held.Count == 0 && !isOwing) || Margin.Balance(state) > Margin.PositionsMaintenance(state))
            return;
        foreach (var order in state.OpenOrders)
            matcher.Cancel(order, "CancelAllBeforeLiq");
        var terms = held.Select(position => (Position: position, Price: BustPrice(position))).ToList();
        foreach (var (position, price) in terms)
            TakeOver(position, price);
        Repayment.Settle(state);
    }

    /// <summary>Where the position's share of what is left of the account, by its maintenance margin, is lost.</summary>
    private decimal BustPrice(Position position)
    {
        var instrument = position.Instrument;
        var mark = state.Last(position.Category, position.Symbol);
        var dollars = Collateral.UsdPrice(state, instrument.SettleCoin);
        var weight = Collateral.Weight(instrument.SettleCoin, Margin.Backing(state, state.BalanceOf(instrument.SettleCoin)));
        var part = Margin.PositionMaintenance(state, position) * dollars / Margin.PositionsMaintenance(state);
        var loss = Margin.Balance(state) * part / (dollars * Math.Max(weight, 0.01m));
        var bust = instrument.Contract.BustPrice(position, mark, state.Index(position.Category, position.Symbol), loss);
        // A long that even a price of nothing would not ruin is taken over at the market.
        if (bust is not > 0)
            return mark;
        return Math.Max(
            instrument.TickSize, position.Side == Side.Buy ? instrument.CeilingToTick(bust.Value) : instrument.FloorToTick(bust.Value));
    }

    private void TakeOver(Position position, decimal price)
    {
        var order = ClosingOrder.For(state, position, position.Size) with
        {
            CreateType = Order.ByLiquidation,
            Status = OrderStatus.New,
            LastPriceOnCreated = state.Last(position.Category, position.Symbol),
        };
        state.Put(order);
        fills.TakeOver(order, price, taker.PriceOf(order.Side, state.Market(order.Category, order.Symbol)));
    }
}
