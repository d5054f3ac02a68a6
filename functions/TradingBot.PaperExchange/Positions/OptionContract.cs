using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Positions;

/// <summary>
/// Options bought and sold for a premium that changes hands at once. A buyer owes nothing more; a seller holds margin by
/// the exchange's published formula for cross margin. What an option is worth counts as property, but backs nothing.
/// </summary>
internal sealed class OptionContract : Contract
{
    private const decimal LargestInitial = 0.15m;
    private const decimal SmallestInitial = 0.1m;
    private const decimal Maintenance = 0.03m;
    private const decimal LiquidationFee = 0.002m;

    public override decimal Fee(Instrument instrument, decimal qty, decimal price, decimal rate, decimal index) =>
        OptionFees.Trade(qty, price, rate, index);

    public override decimal CashFlow(Side side, PositionFill change) => side == Side.Sell ? change.Value : -change.Value;

    public override decimal Equity(Position position, decimal mark) => position.Sign * Value(position.Size, mark);

    public override decimal Backing(Position position, decimal mark) => 0;

    public override bool IsAtRisk(Position position) => position.Side == Side.Sell;

    public override decimal InitialMargin(Position position, decimal mark, decimal index) => position.Side == Side.Sell
        ? ShortInitial(position.Instrument, position.Size, position.AveragePrice, mark, index)
        : 0;

    public override decimal MaintenanceMargin(Position position, decimal mark, decimal index) => position.Side == Side.Sell
        ? ShortMaintenance(position.Size, mark, index)
        : 0;

    /// <summary>A buyer pays premium and fee; a seller needs the margin of what is opened less the premium received.</summary>
    public override decimal OrderCost(Position position, Side side, decimal opening, decimal price, decimal mark, decimal index)
    {
        var premium = Value(opening, price);
        var fee = Fee(position.Instrument, opening, price, position.Instrument.TakerFee, index);
        return side == Side.Buy
            ? premium + fee
            : Math.Max(0, ShortInitial(position.Instrument, opening, price, mark, index) + fee - premium);
    }

    /// <summary>Buying a written option back costs its price and a fee that the price caps.</summary>
    public override decimal? BustPrice(Position position, decimal mark, decimal index, decimal loss) =>
        (loss - Fee(position.Instrument, position.Size, mark, position.Instrument.TakerFee, index)) / position.Size;

    public override decimal BreakEven(Position position) =>
        (position.Sign * position.EntryValue - position.CurrentRealised) / (position.Sign * position.Size);

    private static decimal ShortInitial(Instrument instrument, decimal size, decimal price, decimal mark, decimal index)
    {
        var option = instrument.Option ?? throw new InvalidOperationException($"{instrument.Symbol} is no option.");
        var risk = Math.Max(LargestInitial * index - option.OutOfTheMoney(index), SmallestInitial * index);
        return Math.Max((risk + Math.Max(price, mark)) * size, ShortMaintenance(size, mark, index));
    }

    private static decimal ShortMaintenance(decimal size, decimal mark, decimal index) =>
        (Maintenance * Math.Max(index, mark) + mark + LiquidationFee * index) * size;
}
