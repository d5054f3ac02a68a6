namespace TradingBot.PaperExchange.Prices;

/// <summary>
/// One bar, from its opening minute. Volume in the base coin, turnover in the quote coin; the other way round on inverse contracts.
/// </summary>
internal readonly record struct Candle(
    DateTimeOffset Start, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, decimal Turnover)
{
    public static Candle At(DateTimeOffset start, decimal price) => new(start, price, price, price, price, 0, 0);

    public Candle With(decimal price, decimal qty, decimal turnover) => this with
    {
        High = Math.Max(High, price),
        Low = Math.Min(Low, price),
        Close = price,
        Volume = Volume + qty,
        Turnover = Turnover + turnover,
    };

    public Candle Then(Candle later) => this with
    {
        High = Math.Max(High, later.High),
        Low = Math.Min(Low, later.Low),
        Close = later.Close,
        Volume = Volume + later.Volume,
        Turnover = Turnover + later.Turnover,
    };
}
