namespace TradingBot.Core.Markets;

/// <summary>Offers around the price, best first on both sides; a side may be empty.</summary>
public sealed record MarketDepth
{
    public required Category Category { get; init; }

    public required Symbol Symbol { get; init; }

    public required IReadOnlyList<BookLevel> Bids { get; init; }

    public required IReadOnlyList<BookLevel> Asks { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>What is offered at one price of the market's depth.</summary>
public sealed record BookLevel(decimal Price, decimal Quantity);
