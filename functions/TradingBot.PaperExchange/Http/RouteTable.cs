using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Http;

/// <summary>Every path that this exchange answers, with its limit for one account.</summary>
internal static class RouteTable
{
    private static readonly Dictionary<string, Route> Routes = new(StringComparer.Ordinal)
    {
        ["GET /v5/market/time"] = Public(MarketRoutes.Time),
        ["GET /v5/market/instruments-info"] = Public(MarketRoutes.Instruments),
        ["GET /v5/market/tickers"] = Public(MarketRoutes.Tickers),
        ["GET /v5/market/kline"] = Public(MarketRoutes.Kline),
        ["GET /v5/market/mark-price-kline"] = Public(MarketRoutes.MarkKline),
        ["GET /v5/market/index-price-kline"] = Public(MarketRoutes.IndexKline),
        ["GET /v5/market/orderbook"] = Public(MarketRoutes.OrderBook),
        ["GET /v5/market/price-limit"] = Public(MarketRoutes.PriceLimit),
        ["GET /v5/market/risk-limit"] = Public(MarketRoutes.RiskLimit),
        ["GET /v5/market/funding/history"] = Public(FundingRoutes.History),
        ["GET /v5/market/insurance"] = Public(InsuranceRoute.Show),
        ["GET /v5/market/recent-trade"] = Public(MarketRoutes.RecentTrade),
        ["GET /v5/market/delivery-price"] = Public(OptionMarketRoutes.DeliveryPrice),
        ["POST /v5/order/create"] = Private(OrderRoutes.Create, 10, 20),
        ["POST /v5/order/amend"] = Private(OrderRoutes.Amend, 10, 10),
        ["POST /v5/order/cancel"] = Private(OrderRoutes.Cancel, 10, 20),
        ["POST /v5/order/cancel-all"] = Private(OrderRoutes.CancelAll, 10, 20, 1),
        ["POST /v5/order/create-batch"] = Batch(BatchRoutes.Create),
        ["POST /v5/order/amend-batch"] = Batch(BatchRoutes.Amend),
        ["POST /v5/order/cancel-batch"] = Batch(BatchRoutes.Cancel),
        ["POST /v5/order/pre-check"] = Private(PreCheckRoute.Check, 10, 20),
        ["GET /v5/order/realtime"] = Private(OrderQueries.Realtime, 50, 50),
        ["GET /v5/order/history"] = Private(OrderQueries.History, 50, 50),
        ["GET /v5/execution/list"] = Private(OrderQueries.Executions, 50, 50),
        ["GET /v5/position/list"] = Private(PositionRoutes.List, 50, 50),
        ["POST /v5/position/set-leverage"] = Private(PositionRoutes.SetLeverage, 10, 10),
        ["POST /v5/position/switch-mode"] = Private(SwitchModeRoute.Switch, 10, 10),
        ["POST /v5/position/trading-stop"] = Private(TradingStopRoute.Set, 10, 10),
        ["GET /v5/position/closed-pnl"] = Private(PositionRoutes.ClosedPnl, 50, 50),
        ["GET /v5/position/get-closed-positions"] = Private(OptionAccountRoutes.ClosedPositions, 50, 50),
        ["GET /v5/asset/delivery-record"] = Private(OptionAccountRoutes.Deliveries, 50, 50),
        ["GET /v5/account/wallet-balance"] = Private(AccountRoutes.WalletBalance, 50, 50),
        ["GET /v5/account/info"] = Private(AccountRoutes.Info, 50, 50),
        ["GET /v5/account/fee-rate"] = Private(AccountRoutes.FeeRate, 5, 5),
        ["GET /v5/account/transaction-log"] = Private(AccountRoutes.TransactionLog, 25, 25),
        ["GET /v5/account/instruments-info"] = Private(MarketRoutes.Instruments, 10, 10),
        ["GET /v5/asset/coin/query-info"] = Private(AssetRoutes.Coins, 5, 5),
        ["GET /v5/user/query-api"] = Private(AccountRoutes.QueryApi, 10, 10),
    };

    public static Route? Find(string method, string path) => Routes.GetValueOrDefault($"{method} {path}");

    private static Route Public(Func<Call, Answer> handle) => new(handle, null);

    private static Route Private(Func<Call, Answer> handle, int derivatives, int spot, int? option = null) =>
        new(handle, category => category switch
    {
        Category.Spot => spot,
        Category.Option => option ?? derivatives,
        _ => derivatives,
    });

    private static Route Batch(Func<Call, Answer> handle) => Private(handle, 10, 20) with { IsBatch = true };
}
