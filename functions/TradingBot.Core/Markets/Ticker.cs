namespace TradingBot.Core.Markets;

/// <summary>The market at one moment. Bid, ask and mark are null where the exchange shows none.</summary>
public sealed record Ticker
{
    public required Category Category { get; init; }

    public required Symbol Symbol { get; init; }

    /// <summary>Of an option that was never traded: the mark.</summary>
    public required decimal LastPrice { get; init; }

    public decimal? MarkPrice { get; init; }

    public decimal? BidPrice { get; init; }

    public decimal? AskPrice { get; init; }

    /// <summary>Of an option: the price of its underlying coin.</summary>
    public decimal? IndexPrice { get; init; }

    /// <summary>Halfway between bid and ask; null where one of them is missing.</summary>
    public decimal? MiddlePrice => BidPrice is > 0 and { } bid && AskPrice is > 0 and { } ask ? (bid + ask) / 2 : null;

    /// <summary>
    /// By which stops and targets are judged: the last price, and of an option the mark, since its last trade may be days old.
    /// </summary>
    public decimal WatchedPrice => Category == Category.Option && MarkPrice is { } mark ? mark : LastPrice;

    public required DateTimeOffset At { get; init; }
}
