namespace TradingBot.Core.Markets;

/// <summary>The market at one moment. Bid, ask and mark are null where the exchange shows none.</summary>
public sealed record Ticker
{
    public required Category Category { get; init; }

    public required Symbol Symbol { get; init; }

    public required decimal LastPrice { get; init; }

    public decimal? MarkPrice { get; init; }

    public decimal? BidPrice { get; init; }

    public decimal? AskPrice { get; init; }

    public required DateTimeOffset At { get; init; }
}
