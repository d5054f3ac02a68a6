using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Building;

/// <summary>A long trade in BTCUSDT of half a coin, filled and closed at a gain; a test changes it with <c>with</c>.</summary>
internal static class ATrade
{
    public static TradeRecord Closed { get; } = new()
    {
        Id = new TradeId(Guid.Parse("01936f2e-6f00-7c3a-9b1d-2f6f0a5c1e11")),
        SignalId = new SignalId(Guid.Parse("01936f2e-6f00-7c3a-9b1d-2f6f0a5c1e12")),
        Strategy = "trend",
        Category = Category.Linear,
        Symbol = Symbol.Parse("BTCUSDT"),
        SettleCoin = "USDT",
        Direction = Direction.Long,
        Status = TradeStatus.Closed,
        OrderType = OrderType.Market,
        Quantity = 0.50m,
        ReferencePrice = 100m,
        Targets = [],
        Notional = 50m,
        Risk = 1m,
        EntryValidUntil = DateTimeOffset.UnixEpoch,
        FilledQuantity = 0.50m,
        ExitedQuantity = 0.50m,
        EntryPrice = 100.10m,
        ExitPrice = 104.2m,
        RealizedPnl = 1.95m,
        Fees = 0.10m,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    public static Fill FillOf(OrderRole role) => new()
    {
        ExecId = "e",
        Role = role,
        Side = OrderSide.Buy,
        Price = 100m,
        Quantity = 0.50m,
        Value = 50m,
        Fee = 0.05m,
        FeeCurrency = "USDT",
        IsMaker = false,
        At = DateTimeOffset.UnixEpoch,
    };
}
