using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Positions;

/// <summary>
/// Contracts of one dollar each, settled in the base coin: value is quantity over price, so a long earns when its value
/// falls. Values and fees are rounded to eighteen places once, where a fill is booked.
/// </summary>
internal sealed class InverseContract : Contract
{
    private const int CoinDecimals = 18;

    public override int ShareDecimals => CoinDecimals;

    public override decimal Value(decimal qty, decimal price) => RoundToCoin(qty / price);

    public override decimal RoundToCoin(decimal amount) => Math.Round(amount, CoinDecimals, MidpointRounding.ToEven);

    public override decimal AveragePrice(decimal qty, decimal value) => qty / value;

    public override decimal Profit(int sign, decimal entryValue, decimal exitValue) => sign * (entryValue - exitValue);

    public override decimal Fee(Instrument instrument, decimal qty, decimal price, decimal rate, decimal index) =>
        RoundToCoin(Value(qty, price) * rate);

    public override decimal? PriceWhere(Position position, decimal coins, decimal dollars, decimal weight, decimal rate, decimal deduction)
    {
        var slope = weight * position.Sign + rate - dollars / position.Size;
        var value = slope == 0 ? 0 : (coins + weight * position.Sign * position.EntryValue + deduction) / slope;
        return value > 0 ? position.Size / value : null;
    }

    public override decimal BreakEven(Position position)
    {
        var value = (position.Sign * position.EntryValue + position.CurrentRealised) / (position.Sign + position.Instrument.TakerFee);
        return value > 0 ? position.Size / value : 0;
    }

    protected override decimal CloseShare(Side side, decimal leverage) => side == Side.Buy ? 1 + 1 / leverage : 1 - 1 / leverage;
}
