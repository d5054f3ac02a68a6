using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Trades;
using TradingBot.Functions.Api.Trades;
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

    /// <summary>Rounded to the instrument's price step; for a position that is not the bot's to eight digits.</summary>
    [Unit(Unit.Price)]
    public required decimal EntryPrice { get; init; }

    [Unit(Unit.Price)]
    public decimal? MarkPrice { get; init; }

    [Unit(Unit.SettleCoin)]
    public decimal? UnrealizedPnl { get; init; }

    /// <summary>The coin of unrealizedPnl; null for a moment after an update.</summary>
    public string? SettleCoin { get; init; }

    /// <summary>What quantity counts: the base coin, USD for inverse; null when the symbol's name does not tell it.</summary>
    public string? QuantityCoin { get; init; }

    /// <summary>Confirmed at the exchange, of an option kept by the bot; null when none stands.</summary>
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

    public static PositionView Of(ExchangePosition position, DateTimeOffset asOf, IReadOnlyList<TradeRecord> unfinished)
    {
        var trade = unfinished.FirstOrDefault(
            trade => trade.Category == position.Category && trade.Symbol == position.Symbol && trade.Direction == position.Direction);
        return new PositionView
        {
            Category = position.Category,
            Symbol = position.Symbol.Value,
            Side = position.Direction,
            Quantity = position.Quantity,
            EntryPrice = Shown.Average(position.EntryPrice, trade),
            MarkPrice = position.MarkPrice,
            UnrealizedPnl = Shown.Amount(position.UnrealizedPnl),
            SettleCoin = position.SettleCoin,
            QuantityCoin = position.SettleCoin is { } coin ? ContractCoins.QuantityCoin(position.Category, position.Symbol, coin) : null,
            StopLoss = position.Category == Category.Option ? trade?.StopLoss : position.StopLoss,
            TakeProfit = position.Category == Category.Option ? trade?.NextTarget?.Price : position.TakeProfit,
            Leverage = position.Leverage,
            LiquidationPrice = position.LiquidationPrice,
            TradeId = trade?.Id.Value,
            AsOf = asOf,
        };
    }
}

/// <summary>All open positions of one reading; asOf is null before the first.</summary>
public sealed record PositionsView(IReadOnlyList<PositionView> Items, string? Next, DateTimeOffset? AsOf, bool Stale);
