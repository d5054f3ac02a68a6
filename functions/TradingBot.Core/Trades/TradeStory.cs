namespace TradingBot.Core.Trades;

/// <summary>Everything known of one trade: orders and fills oldest first, events in the order they happened.</summary>
public sealed record TradeStory(
    TradeRecord Trade, IReadOnlyList<OrderRecord> Orders, IReadOnlyList<Fill> Fills, IReadOnlyList<TradeEvent> Events);
