namespace TradingBot.Core.Trades;

/// <summary>Everything known of one trade: orders, fills and funding oldest first, events in the order they happened.</summary>
public sealed record TradeStory(
    TradeRecord Trade, IReadOnlyList<OrderRecord> Orders, IReadOnlyList<Fill> Fills, IReadOnlyList<FundingPayment> Funding,
    IReadOnlyList<TradeEvent> Events);
