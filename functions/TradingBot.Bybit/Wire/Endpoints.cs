namespace TradingBot.Bybit.Wire;

/// <summary>
/// Every route the bot uses. Public routes are bounded by the address limit alone; 50 a second keeps one of them from eating it.
/// </summary>
internal static class Endpoints
{
    public static readonly Endpoint Time = Public("/v5/market/time");
    public static readonly Endpoint Instruments = Public("/v5/market/instruments-info");
    public static readonly Endpoint RiskLimit = Public("/v5/market/risk-limit");
    public static readonly Endpoint Tickers = Public("/v5/market/tickers");
    public static readonly Endpoint Candles = Public("/v5/market/kline");
    public static readonly Endpoint Depth = Public("/v5/market/orderbook");
    public static readonly Endpoint PriceLimit = Public("/v5/market/price-limit");

    public static readonly Endpoint CreateOrder = Write("/v5/order/create") with { SpotPerSecond = 20 };
    public static readonly Endpoint CancelOrder = Write("/v5/order/cancel") with { SpotPerSecond = 20 };
    public static readonly Endpoint AmendOrder = Write("/v5/order/amend");
    public static readonly Endpoint CancelAll = Write("/v5/order/cancel-all") with { SpotPerSecond = 20, OptionPerSecond = 1 };
    public static readonly Endpoint CreateBatch = Write("/v5/order/create-batch") with { SpotPerSecond = 20 };
    public static readonly Endpoint AmendBatch = Write("/v5/order/amend-batch") with { SpotPerSecond = 20 };
    public static readonly Endpoint CancelBatch = Write("/v5/order/cancel-batch") with { SpotPerSecond = 20 };
    public static readonly Endpoint OpenOrders = new("/v5/order/realtime", 50);
    public static readonly Endpoint OrderHistory = new("/v5/order/history", 50);
    public static readonly Endpoint Executions = new("/v5/execution/list", 50);

    public static readonly Endpoint Positions = new("/v5/position/list", 50);
    public static readonly Endpoint ClosedPnl = new("/v5/position/closed-pnl", 50);
    public static readonly Endpoint ClosedOptions = new("/v5/position/get-closed-positions", 50);
    public static readonly Endpoint SwitchMode = Write("/v5/position/switch-mode");
    public static readonly Endpoint SetLeverage = Write("/v5/position/set-leverage");
    public static readonly Endpoint TradingStop = Write("/v5/position/trading-stop");

    // Asked every few seconds to see whether Bybit answers: a wait behind a burst of our own reads would look like silence.
    public static readonly Endpoint AccountInfo = new("/v5/account/info", 50) { IsPaced = false };
    public static readonly Endpoint Transactions = new("/v5/account/transaction-log", 25);
    public static readonly Endpoint Wallet = new("/v5/account/wallet-balance", 50);
    public static readonly Endpoint FeeRate = new("/v5/account/fee-rate", 5);
    public static readonly Endpoint KeyInfo = new("/v5/user/query-api", 10);

    private static Endpoint Public(string path) => new(path, 50) { IsPrivate = false };

    private static Endpoint Write(string path) => new(path, 10) { IsWrite = true };
}
