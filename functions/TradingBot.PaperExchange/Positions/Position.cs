namespace TradingBot.PaperExchange;

/// <summary>The one-way position of a symbol, flat or not. Entry value and open fee belong to the part still open.</summary>
internal sealed record Position : IRow
{
    public required Category Category { get; init; }
    public required string Symbol { get; init; }
    public long Seq { get; init; }
    public Side? Side { get; init; }
    public decimal Size { get; init; }
    public decimal EntryValue { get; init; }
    public decimal OpenFee { get; init; }
    public decimal Leverage { get; init; } = 10;
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

    public string Key => KeyOf(Category, Symbol);
    public bool IsFlat => Size == 0;
    public int Sign => Side switch { PaperExchange.Side.Buy => 1, PaperExchange.Side.Sell => -1, _ => 0 };
    public decimal AveragePrice => Size == 0 ? 0 : EntryValue / Size;
    public Instrument Instrument => InstrumentCatalog.Get(Category, Symbol);

    public decimal UnrealisedPnl(decimal mark) => Sign * (Size * mark - EntryValue);

    public static string KeyOf(Category category, string symbol) => $"{category.Wire()}:{symbol}";
}
