namespace TradingBot.Bybit.Tests.Stub;

internal static class Routes
{
    public const string Create = "/v5/order/create";
    public const string Amend = "/v5/order/amend";
    public const string Cancel = "/v5/order/cancel";
    public const string CancelAll = "/v5/order/cancel-all";
    public const string CreateBatch = "/v5/order/create-batch";
    public const string AmendBatch = "/v5/order/amend-batch";
    public const string CancelBatch = "/v5/order/cancel-batch";
    public const string Realtime = "/v5/order/realtime";
    public const string History = "/v5/order/history";
    public const string Executions = "/v5/execution/list";
    public const string PositionList = "/v5/position/list";
    public const string Leverage = "/v5/position/set-leverage";
    public const string Mode = "/v5/position/switch-mode";
    public const string Stop = "/v5/position/trading-stop";
    public const string Wallet = "/v5/account/wallet-balance";

    /// <summary>An empty list.</summary>
    public const string Nothing = """{"list":[],"nextPageCursor":""}""";
}
