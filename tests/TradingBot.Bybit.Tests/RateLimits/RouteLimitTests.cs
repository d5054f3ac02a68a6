using System.Reflection;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.RateLimits;

/// <summary>
/// Every route's limit: requests a second for futures, spot and options, as https://bybit-exchange.github.io/docs/v5/rate-limit has them
/// for an account without a raised limit; 50 where it has none.
/// </summary>
public sealed class RouteLimitTests
{
    private static readonly string[] Documented =
    [
        "/v5/account/fee-rate 5 5 5",
        "/v5/account/info 50 50 50",
        "/v5/account/transaction-log 25 25 25",
        "/v5/account/wallet-balance 50 50 50",
        "/v5/execution/list 50 50 50",
        "/v5/market/instruments-info 50 50 50",
        "/v5/market/kline 50 50 50",
        "/v5/market/orderbook 50 50 50",
        "/v5/market/price-limit 50 50 50",
        "/v5/market/risk-limit 50 50 50",
        "/v5/market/tickers 50 50 50",
        "/v5/market/time 50 50 50",
        "/v5/order/amend 10 10 10",
        "/v5/order/amend-batch 10 20 10",
        "/v5/order/cancel 10 20 10",
        "/v5/order/cancel-all 10 20 1",
        "/v5/order/cancel-batch 10 20 10",
        "/v5/order/create 10 20 10",
        "/v5/order/create-batch 10 20 10",
        "/v5/order/history 50 50 50",
        "/v5/order/realtime 50 50 50",
        "/v5/position/closed-pnl 50 50 50",
        "/v5/position/get-closed-positions 50 50 50",
        "/v5/position/list 50 50 50",
        "/v5/position/set-leverage 10 10 10",
        "/v5/position/switch-mode 10 10 10",
        "/v5/position/trading-stop 10 10 10",
        "/v5/user/query-api 10 10 10",
    ];

    [Fact]
    public void Every_route_is_paced_by_its_documented_limit_of_each_market() => Assert.Equal(
        Documented,
        typeof(Endpoints).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(static field => (Endpoint)field.GetValue(null)!)
            .Select(static route => string.Join(
                ' ', route.Path, route.LimitFor(Category.Linear), route.LimitFor(Category.Spot), route.LimitFor(Category.Option)))
            .Order(StringComparer.Ordinal));
}
