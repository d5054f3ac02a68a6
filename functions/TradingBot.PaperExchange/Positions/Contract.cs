using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Positions;

/// <summary>
/// The arithmetic of one kind of derivative; this one is quantity times price, as linear contracts have it.
/// Values, fees, profits and margins are in the settle coin.
/// </summary>
internal class Contract
{
    private static readonly Contract Linear = new();
    private static readonly Contract Inverse = new InverseContract();
    private static readonly Contract Option = new OptionContract();

    protected Contract()
    {
    }

    public static Contract Of(Category category) => category switch
    {
        Category.Linear => Linear,
        Category.Inverse => Inverse,
        Category.Option => Option,
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "No derivative."),
    };

    public virtual decimal Value(decimal qty, decimal price) => qty * price;

    public virtual decimal AveragePrice(decimal qty, decimal value) => value / qty;

    /// <summary>Places to which the share of a partial close is rounded.</summary>
    public virtual int ShareDecimals => 12;

    /// <summary>Money in the settle coin with as many places as the coin is kept in.</summary>
    public virtual decimal RoundToCoin(decimal amount) => amount;

    /// <summary>What a long (1) or short (-1) that was entered at one value earns when it is worth the other.</summary>
    public virtual decimal Profit(int sign, decimal entryValue, decimal exitValue) => sign * (exitValue - entryValue);

    /// <summary>Fee of a part of a fill. The index matters only where a fee is capped by it.</summary>
    public virtual decimal Fee(Instrument instrument, decimal qty, decimal price, decimal rate, decimal index) => Value(qty, price) * rate;

    /// <summary>Coins that a fill moves before its fee: futures settle the profit of what they closed.</summary>
    public virtual decimal CashFlow(Side side, PositionFill change) => change.Gross;

    /// <summary>What an open position adds to the account's property beyond its coins.</summary>
    public virtual decimal Equity(Position position, decimal mark) => position.UnrealisedPnl(mark);

    /// <summary>The part of that which backs other positions and orders.</summary>
    public virtual decimal Backing(Position position, decimal mark) => Equity(position, mark);

    /// <summary>True when the position can lose more than was paid for it, so that it must go when margin runs out.</summary>
    public virtual bool IsAtRisk(Position position) => true;

    public virtual decimal InitialMargin(Position position, decimal mark, decimal index)
    {
        var value = Value(position.Size, mark);
        return value / position.Leverage + value * position.Instrument.TakerFee;
    }

    public virtual decimal MaintenanceMargin(Position position, decimal mark, decimal index)
    {
        var value = Value(position.Size, mark);
        var tier = position.Instrument.TierOf(value);
        return value * tier.MaintenanceRate - tier.Deduction + value * position.Instrument.TakerFee;
    }

    /// <summary>What an order ties up for the quantity that it would open: margin, opening fee and closing fee.</summary>
    public virtual decimal OrderCost(Position position, Side side, decimal opening, decimal price, decimal mark, decimal index)
    {
        var value = Value(opening, price);
        var fee = position.Instrument.TakerFee;
        return value / position.Leverage + value * fee + value * CloseShare(side, position.Leverage) * fee;
    }

    /// <summary>
    /// Price at which what the account has beside this position, with the position's profit, equals a rate of its value.
    /// Not positive or absent: never. Coins of the settle coin count as many as given, dollars keep their worth.
    /// </summary>
    public virtual decimal? PriceWhere(
        Position position, decimal coins, decimal dollars, decimal weight, decimal rate, decimal deduction) =>
        (position.EntryValue - position.Sign * (coins + dollars + deduction)) / (position.Size * (1 - position.Sign * rate));

    /// <summary>Price at which closing the position, its fee included, costs the account that much of what backs it now.</summary>
    public virtual decimal? BustPrice(Position position, decimal mark, decimal index, decimal loss) =>
        PriceWhere(position, loss - Backing(position, mark), 0, 1, position.Instrument.TakerFee, 0);

    public virtual decimal BreakEven(Position position)
    {
        var signed = position.Sign * position.Size;
        return (position.Sign * position.EntryValue - position.CurrentRealised) / (signed - position.Size * position.Instrument.TakerFee);
    }

    protected virtual decimal CloseShare(Side side, decimal leverage) => side == Side.Buy ? 1 - 1 / leverage : 1 + 1 / leverage;
}
