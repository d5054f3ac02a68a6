namespace TradingBot.Bybit.Tests.Stub;

/// <summary>Answers about the order that <see cref="BybitFixture.Buy"/> places.</summary>
internal static class Rows
{
    public static string Order(string side, string quantity, string status = "New") => $$"""
        {"list":[{"orderId":"exchange-7","orderLinkId":"{{BybitFixture.Buy().LinkId}}","symbol":"BTCUSDT","side":"{{side}}","orderStatus":"{{status}}",
        "qty":"{{quantity}}","cumExecQty":"0","createdTime":"1735689600000","updatedTime":"1735689600001"}]}
        """;
}
