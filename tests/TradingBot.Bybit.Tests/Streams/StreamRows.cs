namespace TradingBot.Bybit.Tests.Streams;

/// <summary>Rows as list and stream both send them, and the frame a stream puts around them.</summary>
internal static class StreamRows
{
    public static string Frame(string topic, params string[] rows) => FrameAt(Now, topic, rows);

    /// <summary>A frame stamped well after anything read so far, however wrong the measured clock is by some milliseconds.</summary>
    public static string LaterFrame(string topic, params string[] rows) => FrameAt(Now + 10_000, topic, rows);

    public static string List(params string[] rows) => $$"""{"nextPageCursor":"","list":[{{string.Join(',', rows)}}]}""";

    public static string Fill(string execId, string category = "linear") => $$"""
        {"category":"{{category}}","symbol":"BTCUSDT","execId":"{{execId}}","orderId":"o-1","orderLinkId":"l-1","execType":"Trade","side":"Buy","execPrice":"100","execQty":"1",
        "execValue":"100","execFee":"0.05","feeCurrency":"USDT","isMaker":false,"closedSize":"","stopOrderType":"UNKNOWN","execTime":"{{Now}}","seq":-1,"surprise":[{"new":1}]}
        """;

    public static string Order(string status, string filled, long updated, string orderId = "o-1") => $$"""
        {"category":"linear","symbol":"BTCUSDT","orderId":"{{orderId}}","orderLinkId":"l-1","side":"Buy","orderType":"Limit","price":"100","qty":"2","orderStatus":"{{status}}","cumExecQty":"{{filled}}",
        "avgPrice":"","leavesQty":"","positionIdx":0,"rejectReason":"EC_NoError","stopOrderType":"","createdTime":"1735689600000","updatedTime":"{{1_735_689_600_000 + updated}}"}
        """;

    /// <summary>The stream says entryPrice where the list says avgPrice.</summary>
    /// <param name="index">0: the only position; 1: the long, 2: the short leg of hedge mode.</param>
    public static string Position(string side, string size, long seq, bool isListed = false, int index = 0) => $$"""
        {"category":"linear","symbol":"BTCUSDT","positionIdx":{{index}},"side":"{{side}}","size":"{{size}}","{{(isListed ? "avgPrice" : "entryPrice")}}":"100","stopLoss":"90","seq":{{seq}},"updatedTime":"1735689600000"}
        """;

    public static string Ticker(string symbol, string type, string fields, long ts = 1_735_689_600_000) =>
        $$$"""{"topic":"tickers.{{{symbol}}}","type":"{{{type}}}","ts":{{{ts}}},"cs":1,"data":{"symbol":"{{{symbol}}}"{{{(fields.Length == 0 ? "" : ",")}}}{{{fields}}}}}""";

    private static string FrameAt(long time, string topic, string[] rows) =>
        $$"""{"id":"x","topic":"{{topic}}","creationTime":{{time}},"data":[{{string.Join(',', rows)}}]}""";

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
}
