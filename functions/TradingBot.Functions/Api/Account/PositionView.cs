using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Api.Account;

/// <summary>An open position as last read from the exchange, with the trade it belongs to.</summary>
public sealed record PositionView
{
    public required Category Category { get; init; }

    public required string Symbol { get; init; }

    public required Direction Side { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal EntryPrice { get; init; }

    public decimal? MarkPrice { get; init; }

    public decimal? UnrealizedPnl { get; init; }

    public decimal? StopLoss { get; init; }

    public decimal? TakeProfit { get; init; }

    public decimal? Leverage { get; init; }

    public decimal? LiquidationPrice { get; init; }

    public Guid? TradeId { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public static PositionView Of(ExchangePosition position, DateTimeOffset asOf, IReadOnlyList<TradeRecord> unfinished) => new()
    {
        Category = position.Category,
        Symbol = position.Symbol.Value,
        Side = position.Direction,
        Quantity = position.Quantity,
        EntryPrice = position.EntryPrice,
        MarkPrice = position.MarkPrice,
        UnrealizedPnl = position.UnrealizedPnl,
        StopLoss = position.StopLoss,
        TakeProfit = position.TakeProfit,
        Leverage = position.Leverage,
        LiquidationPrice = position.LiquidationPrice,
        TradeId = unfinished.FirstOrDefault(
            trade => trade.Category == position.Category && trade.Symbol == position.Symbol && trade.Direction == position.Direction)?.Id.Value,
        AsOf = asOf,
    };
}
