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
    public decimal? TakeProfit { get; init; }
    public decimal? StopLoss { get; init; }
    public decimal? TrailingStop { get; init; }
    public decimal? ActivePrice { get; init; }
    public TriggerBy TpTriggerBy { get; init; }
    public TriggerBy SlTriggerBy { get; init; }
    public decimal? TpSize { get; init; }
    public decimal? SlSize { get; init; }
    public decimal? TpLimitPrice { get; init; }
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
