using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>
/// Profit and loss from fills and funding alone, whatever their order; what is told twice counts once. A fully closed trade is summed
/// without any division, so it meets the exchange's figure to the last digit; a partly closed one takes its share of the entry value, as
/// it was when that part was closed: what is added later changes no profit that was made.
/// </summary>
public static class ProfitAndLoss
{
    /// <param name="settleCoin">The coin of the result: quote coin (spot, linear) or base coin (inverse).</param>
    /// <param name="fills">The trade's.</param>
    /// <param name="funding">Payments of the position the trade is in; none on spot.</param>
    public static PnlSummary Of(
        Category category,
        Direction direction,
        string settleCoin,
        IReadOnlyCollection<Fill> fills,
        IReadOnlyCollection<FundingPayment> funding)
    {
        var distinct = fills.DistinctBy(static fill => fill.ExecId).ToList();
        var entry = Leg.Of(distinct.Where(fill => fill.Side == direction.EntrySide()));
        var exit = Leg.Of(distinct.Where(fill => fill.Side == direction.ExitSide()));
        var cost = CostBasis.Of(distinct, direction);
        var (entryFlow, exitFlow) = Flows(category, direction, entry, exit, cost);
        var gross = entryFlow + exitFlow;
        var fees = distinct.Sum(fill => IsInBaseCoin(fill, category, settleCoin) ? fill.Fee * fill.Price : fill.Fee);
        var paid = funding.DistinctBy(static payment => payment.ExecId).Sum(payment => payment.OwnAmount(direction, distinct));
        var feesInBaseCoin = distinct.Where(fill => IsInBaseCoin(fill, category, settleCoin)).Sum(static fill => fill.Fee);
        var net = gross - fees - paid;
        var average = cost.Open.Average(category) ?? entry.Average(category);
        return new PnlSummary(entry.Quantity, average, exit.Quantity, exit.Average(category), gross, fees, net)
        {
            Funding = paid,
            SellableQuantity = entry.Quantity - exit.Quantity - feesInBaseCoin,
            EntryValue = entry.Value,
            EntryFlow = entryFlow,
            ExitFlow = exitFlow,
            FeesInBaseCoin = feesInBaseCoin,
        };
    }

    /// <summary>What a position would gain at a price, without fees, in settle coin.</summary>
    /// <param name="category">Inverse: contracts of one USD, settled in base coin (V5, inverse: quantity × (1/entry − 1/price)).</param>
    /// <param name="direction">Long or short.</param>
    /// <param name="quantity">Base coin; inverse: USD contracts.</param>
    /// <param name="entry">Average price of the entry.</param>
    /// <param name="price">Such as the mark price.</param>
    public static decimal Unrealized(Category category, Direction direction, decimal quantity, decimal entry, decimal price) =>
        category == Category.Inverse
        ? direction.Sign() * ((quantity / entry) - (quantity / price))
        : direction.Sign() * quantity * (price - entry);

    /// <summary>Of a trade that no funding was paid for, as every spot trade.</summary>
    /// <inheritdoc cref="Of(Category, Direction, string, IReadOnlyCollection{Fill}, IReadOnlyCollection{FundingPayment})"/>
    public static PnlSummary Of(Category category, Direction direction, string settleCoin, IReadOnlyCollection<Fill> fills) =>
        Of(category, direction, settleCoin, fills, []);

    // Spot takes the fee of a buy in the coin bought. Futures pay in the settle coin only.
    private static bool IsInBaseCoin(Fill fill, Category category, string settleCoin) =>
        category == Category.Spot && !string.Equals(fill.FeeCurrency, settleCoin, StringComparison.OrdinalIgnoreCase);

    private static (decimal Entry, decimal Exit) Flows(Category category, Direction direction, Leg entry, Leg exit, CostBasis cost)
    {
        if (entry.Quantity == 0 || exit.Quantity == 0) return (0, 0);
        var closed = Math.Min(entry.Quantity, exit.Quantity);

        // Inverse values are base coin, and shrink as the price rises.
        var sign = category == Category.Inverse ? -direction.Sign() : direction.Sign();
        return (-sign * (closed == entry.Quantity ? entry.Value : cost.Closed), sign * exit.ValueOf(closed));
    }

    // By average cost, in the order of the fills: a part takes its share of what is held when it is closed. Open is what the average of
    // what is still held is made of; without an addition after a part was closed, that is every entry fill.
    private readonly record struct CostBasis(Leg Open, decimal Closed)
    {
        public static CostBasis Of(IEnumerable<Fill> fills, Direction direction)
        {
            var (basis, taken, closed) = (default(Leg), 0m, 0m);
            foreach (var fill in fills.OrderBy(static fill => fill.At).ThenBy(fill => fill.Side == direction.EntrySide() ? 0 : 1))
            {
                if (fill.Side != direction.EntrySide())
                {
                    taken += fill.Quantity;
                }
                else
                {
                    // What is told as closed before it was opened is taken of what comes.
                    if (Math.Min(taken, basis.Quantity) is > 0 and var part)
                    {
                        var gone = basis.ValueOf(part);
                        (basis, taken, closed) = (new Leg(basis.Quantity - part, basis.Value - gone), taken - part, closed + gone);
                    }

                    basis = new Leg(basis.Quantity + fill.Quantity, basis.Value + fill.Value);
                }
            }

            taken = Math.Min(taken, basis.Quantity);
            return new CostBasis(taken < basis.Quantity ? basis : default, closed + (taken > 0 ? basis.ValueOf(taken) : 0));
        }
    }

    private readonly record struct Leg(decimal Quantity, decimal Value)
    {
        public static Leg Of(IEnumerable<Fill> fills) =>
            fills.Aggregate(default(Leg), static (sum, fill) => new Leg(sum.Quantity + fill.Quantity, sum.Value + fill.Value));

        public decimal ValueOf(decimal quantity) => quantity == Quantity ? Value : Value * quantity / Quantity;

        public decimal? Average(Category category)
        {
            if (Quantity == 0 || (Value == 0 && category != Category.Option)) return null;
            return category == Category.Inverse ? Quantity / Value : Value / Quantity;
        }
    }
}
