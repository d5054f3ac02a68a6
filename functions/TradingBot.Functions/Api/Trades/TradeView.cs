using TradingBot.Core.Accounts;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>A trade in a list. Mark price and unrealized profit come from the last account reading, taken at asOf; null when it does not show the position.</summary>
public record TradeView
{
    public required Guid Id { get; init; }

    public required Guid SignalId { get; init; }

    public required string Strategy { get; init; }

    public required Category Category { get; init; }

    public required string Symbol { get; init; }

    public required Direction Side { get; init; }

    public required TradeStatus Status { get; init; }

    public required OrderType OrderType { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal FilledQuantity { get; init; }

    public decimal? EntryPrice { get; init; }

    public decimal? ExitPrice { get; init; }

    public decimal? StopLoss { get; init; }

    public required IReadOnlyList<TargetView> TakeProfits { get; init; }

    public decimal? Leverage { get; init; }

    public required decimal RiskAmount { get; init; }

    public decimal? RealizedPnl { get; init; }

    public decimal? UnrealizedPnl { get; init; }

    public decimal? MarkPrice { get; init; }

    /// <summary>Realized profit in multiples of the risk taken.</summary>
    public decimal? RMultiple { get; init; }

    public required decimal Fees { get; init; }

    public DateTimeOffset? StopConfirmedAt { get; init; }

    public CloseReason? CloseReason { get; init; }

    public ReasonView? Reason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset? AsOf { get; init; }

    public static TradeView Of(TradeRecord trade, AccountSnapshot? snapshot)
    {
        var reading = trade.IsUnfinished ? snapshot : null;
        var position = reading?.Positions.FirstOrDefault(
            held => held.Category == trade.Category && held.Symbol == trade.Symbol && held.Direction == trade.Direction);
        return new TradeView
        {
            Id = trade.Id.Value,
            SignalId = trade.SignalId.Value,
            Strategy = trade.Strategy,
            Category = trade.Category,
            Symbol = trade.Symbol.Value,
            Side = trade.Direction,
            Status = trade.Status,
            OrderType = trade.OrderType,
            Quantity = trade.Quantity,
            FilledQuantity = trade.FilledQuantity,
            EntryPrice = trade.EntryPrice,
            ExitPrice = trade.ExitPrice,
            StopLoss = trade.StopLoss,
            TakeProfits = [.. trade.Targets.Select(static target => new TargetView(target.Price, target.ClosePercent))],
            Leverage = trade.Leverage,
            RiskAmount = trade.Risk,
            RealizedPnl = trade.RealizedPnl,
            UnrealizedPnl = position?.UnrealizedPnl,
            MarkPrice = position?.MarkPrice,
            RMultiple = trade.RealizedPnl is { } profit && trade.Risk > 0 ? decimal.Round(profit / trade.Risk, 4) : null,
            Fees = trade.Fees,
            StopConfirmedAt = trade.StopConfirmedAt,
            CloseReason = trade.CloseReason,
            Reason = ReasonView.Of(trade.Reason),
            CreatedAt = trade.CreatedAt,
            OpenedAt = trade.OpenedAt,
            ClosedAt = trade.ClosedAt,
            AsOf = reading?.AsOf,
        };
    }
}
