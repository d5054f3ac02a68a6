using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Intake;

/// <summary>
/// A trading-stop request: null leaves a value as it is, zero removes it. Without mode and index, Full and one-way are meant.
/// </summary>
internal sealed record StopRequest
{
    public required Category Category { get; init; }
    public required string Symbol { get; init; }
    public required int PositionIdx { get; init; }
    public required TpslMode Mode { get; init; }

    /// <summary>Trigger price in the quote coin.</summary>
    public decimal? TakeProfit { get; init; }

    /// <summary>Trigger price in the quote coin.</summary>
    public decimal? StopLoss { get; init; }

    /// <summary>Distance in price, quote coin.</summary>
    public decimal? TrailingStop { get; init; }

    /// <summary>Price from which the trailing stop runs, quote coin.</summary>
    public decimal? ActivePrice { get; init; }
    public TriggerBy TpTriggerBy { get; init; }
    public TriggerBy SlTriggerBy { get; init; }

    /// <summary>Base coin (inverse: dollars); partial mode only.</summary>
    public decimal? TpSize { get; init; }

    /// <summary>Base coin (inverse: dollars); partial mode only.</summary>
    public decimal? SlSize { get; init; }

    /// <summary>In the quote coin; null when the exit goes out at market.</summary>
    public decimal? TpLimitPrice { get; init; }

    /// <summary>In the quote coin; null when the exit goes out at market.</summary>
    public decimal? SlLimitPrice { get; init; }

    public static StopRequest Read(Fields fields)
    {
        var mode = fields.OneOf<TpslMode>("tpslMode") ?? TpslMode.Full;
        return new StopRequest
        {
            Category = fields.Category(),
            Symbol = fields.Required("symbol"),
            PositionIdx = fields.Whole("positionIdx") ?? 0,
            Mode = mode,
            TakeProfit = fields.Number("takeProfit"),
            StopLoss = fields.Number("stopLoss"),
            TrailingStop = fields.Number("trailingStop"),
            ActivePrice = fields.Price("activePrice"),
            TpTriggerBy = fields.OneOf<TriggerBy>("tpTriggerBy") ?? TriggerBy.LastPrice,
            SlTriggerBy = fields.OneOf<TriggerBy>("slTriggerBy") ?? TriggerBy.LastPrice,
            TpSize = fields.Price("tpSize"),
            SlSize = fields.Price("slSize"),
            TpLimitPrice = LimitOf(fields, "tp", mode),
            SlLimitPrice = LimitOf(fields, "sl", mode),
        };
    }

    private static decimal? LimitOf(Fields fields, string kind, TpslMode mode)
    {
        if (fields.OneOf<OrderType>($"{kind}OrderType") != OrderType.Limit)
            return null;
        if (mode == TpslMode.Full)
            fields.Fail(new Refusal(10001, $"{kind}OrderType must be Market when tpSlMode is Full"));
        var price = fields.Price($"{kind}LimitPrice");
        if (price is null)
            fields.Fail(Refusals.Parameter($"{kind}LimitPrice"));
        return price;
    }
}
