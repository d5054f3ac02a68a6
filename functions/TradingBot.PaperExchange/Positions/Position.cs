using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Positions;

/// <summary>
/// One position of a symbol, flat or not: the only one in one-way mode, the long or the short leg in hedge mode. Entry value and open fee
/// belong to the part still open.
/// </summary>
internal sealed record Position : IRow
{
    /// <summary>A factor.</summary>
    public const decimal DefaultLeverage = 10;

    public required Category Category { get; init; }
    public required string Symbol { get; init; }
    /// <summary>0 one-way, 1 long leg, 2 short leg.</summary>
    public int Idx { get; init; }

    public long Seq { get; init; }
    public Side? Side { get; init; }

    /// <summary>Base coin (inverse: dollars), never negative; <see cref="Side"/> says the direction.</summary>
    public decimal Size { get; init; }

    /// <summary>Value at entry of the part still open, in the settle coin.</summary>
    public decimal EntryValue { get; init; }

    /// <summary>Fees paid to open the part still open, in the settle coin.</summary>
    public decimal OpenFee { get; init; }

    /// <summary>Position value over initial margin, 1 to the most of the symbol's first risk tier.</summary>
    public decimal Leverage { get; init; } = DefaultLeverage;

    /// <summary>Trigger price in the quote coin; absent: none.</summary>
    public decimal? TakeProfit { get; init; }

    /// <summary>Trigger price in the quote coin; absent: none.</summary>
    public decimal? StopLoss { get; init; }

    /// <summary>Distance from the best price, in the quote coin; absent: none.</summary>
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

    /// <summary>Entry price in the quote coin; zero when flat.</summary>
    public decimal AveragePrice => Size == 0 ? 0 : Instrument.Contract.AveragePrice(Size, EntryValue);

    public Instrument Instrument => InstrumentCatalog.Get(Category, Symbol);

    public decimal UnrealisedPnl(decimal mark) => Instrument.Contract.Profit(Sign, EntryValue, Instrument.Contract.Value(Size, mark));

    public static string KeyOf(Category category, string symbol, int idx) =>
        idx == 0 ? Instrument.KeyOf(category, symbol) : $"{Instrument.KeyOf(category, symbol)}:{idx}";
}
