using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>The trades and fills that the notices tell of.</summary>
public sealed partial class TradeNoticesTests
{
    private const string Id = "01936f2e-6f00-7c3a-9b1d-2f6f0a5c1e11";

    private static readonly TradeRecord Trade = ATrade.Closed;

    // Averages, profit and fees of an inverse trade are quotients.
    private static readonly TradeRecord Inverse = Trade with
    {
        Category = Category.Inverse,
        Symbol = Symbol.Parse("BTCUSD"),
        SettleCoin = "BTC",
        Quantity = 1000m,
        FilledQuantity = 1000m,
        EntryPrice = 62345.678901234567890123456m,
        ExitPrice = 61000.123456789012345678901m,
        RealizedPnl = -0.0001234567890123456789012m,
        Fees = 0.0000166666666666666666667m,
    };

    private static readonly Fill Hand = new()
    {
        ExecId = "e1",
        ExchangeOrderId = "hand-1",
        Role = OrderRole.Exit,
        Side = OrderSide.Sell,
        Price = 104.2m,
        Quantity = 0.3m,
        Value = 31.26m,
        Fee = 0m,
        FeeCurrency = "USDT",
        IsMaker = false,
        At = DateTimeOffset.UnixEpoch,
    };

    private static readonly DateTimeOffset Since = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);
}
