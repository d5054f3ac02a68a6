using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Account;

/// <summary>An open position as last read from the exchange, with the trade it belongs to.</summary>
public sealed record PositionView
{
    public required Category Category { get; init; }

    public required string Symbol { get; init; }

    public required Direction Side { get; init; }

    [Unit(Unit.Quantity)]
    public required decimal Quantity { get; init; }

    [Unit(Unit.Price)]
    public required decimal EntryPrice { get; init; }

    [Unit(Unit.Price)]
    public decimal? MarkPrice { get; init; }

    [Unit(Unit.SettleCoin)]
    public decimal? UnrealizedPnl { get; init; }

    /// <summary>Confirmed at the exchange; null when none stands.</summary>
    [Unit(Unit.Price)]
    public decimal? StopLoss { get; init; }

    [Unit(Unit.Price)]
    public decimal? TakeProfit { get; init; }

    [Unit(Unit.Times)]
    public decimal? Leverage { get; init; }

    [Unit(Unit.Price)]
    public decimal? LiquidationPrice { get; init; }

    /// <summary>The bot's trade that holds it; null when nobody of ours does.</summary>
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
            trade =>
                trade.Category == position.Category && trade.Symbol == position.Symbol && trade.Direction == position.Direction)?.Id.Value,
        AsOf = asOf,
    };
}

/// <summary>All open positions of one reading; asOf is null before the first.</summary>
public sealed record PositionsView(IReadOnlyList<PositionView> Items, string? Next, DateTimeOffset? AsOf, bool Stale);
