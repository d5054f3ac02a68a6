using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Positions;

/// <summary>One position of a symbol, flat or not: the only one in one-way mode, the long or the short leg in hedge mode. Entry value and open fee belong to the part still open.</summary>
internal sealed record Position : IRow
{
    public const decimal DefaultLeverage = 10;

    public required Category Category { get; init; }
    public required string Symbol { get; init; }
    /// <summary>0 one-way, 1 long leg, 2 short leg.</summary>
    public int Idx { get; init; }

    public long Seq { get; init; }
    public Side? Side { get; init; }
    public decimal Size { get; init; }
    public decimal EntryValue { get; init; }
    public decimal OpenFee { get; init; }
    public decimal Leverage { get; init; } = DefaultLeverage;
    public decimal? TakeProfit { get; init; }
    public decimal? StopLoss { get; init; }
    public decimal? TrailingStop { get; init; }

    /// <summary>Realised since this position was opened, fees included.</summary>
    public decimal CurrentRealised { get; init; }

    /// <summary>Realised over the life of the account in this symbol, fees included.</summary>
    public decimal TotalRealised { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }

    public string Key => KeyOf(Category, Symbol, Idx);
    public bool IsFlat => Size == 0;
    public int Sign => Side switch { Protocol.Side.Buy => 1, Protocol.Side.Sell => -1, _ => 0 };
    public decimal AveragePrice => Size == 0 ? 0 : Instrument.Contract.AveragePrice(Size, EntryValue);
    public Instrument Instrument => InstrumentCatalog.Get(Category, Symbol);

    public decimal UnrealisedPnl(decimal mark) => Instrument.Contract.Profit(Sign, EntryValue, Instrument.Contract.Value(Size, mark));

    public static string KeyOf(Category category, string symbol, int idx) =>
        idx == 0 ? Instrument.KeyOf(category, symbol) : $"{Instrument.KeyOf(category, symbol)}:{idx}";
}
