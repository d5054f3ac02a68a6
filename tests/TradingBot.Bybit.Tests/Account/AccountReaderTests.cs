using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Account;

public sealed class AccountReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateTimeOffset AnHourAgo => TimeProvider.System.GetUtcNow().AddHours(-1);

    [Theory]
    [InlineData("5", "\"ISOLATED_MARGIN\"", true, MarginMode.Isolated)]
    [InlineData("3", "\"REGULAR_MARGIN\"", true, MarginMode.Cross)]
    [InlineData("6", "\"PORTFOLIO_MARGIN\"", true, MarginMode.Portfolio)]
    [InlineData("2", "\"SOMETHING_NEW\"", false, MarginMode.Unknown)]
    [InlineData("\"\"", "null", false, MarginMode.Unknown)]
    public async Task Account_says_its_kind_and_margin(string status, string mode, bool unified, MarginMode expected)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        // The envelope of this route lacks retExtInfo and time.
        fixture.Stub.When("/v5/account/info", StubReplies.Raw(
            200, $$$"""{"retCode":0,"retMsg":"OK","result":{"unifiedMarginStatus":{{{status}}},"marginMode":{{{mode}}}}}"""));

        Assert.Equal(new AccountInfo(unified, expected), Expect.Value(await fixture.Exchange.GetAccountInfoAsync(Token)));
    }

    [Fact]
    public async Task Transactions_of_all_pages_come_oldest_first_with_their_signs()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(
            "/v5/account/transaction-log",
            StubReplies.Ok("""{"nextPageCursor":"a%3A1","list":[{"type":"TRADE","currency":"USDT","category":"linear","symbol":"BTCUSDT","change":"-0.5","cashFlow":"0","funding":"","fee":"0.5","cashBalance":"99.5","tradeId":"e-2","transactionTime":"1735689600200"}]}"""),
            StubReplies.Ok("""{"nextPageCursor":"","list":[{"type":"SETTLEMENT","currency":"USDT","category":"surprise","symbol":"","change":"0.25","cashFlow":"0","funding":"0.25","fee":"0","cashBalance":"100","orderId":"","transactionTime":"1735689600100"}]}"""));

        var lines = Expect.Value(await fixture.Exchange.GetTransactionsAsync(AnHourAgo, Token));

        Assert.Equal(["SETTLEMENT", "TRADE"], lines.Select(line => line.Type));
        Assert.All(lines, line => Assert.Equal(line.Change, line.CashFlow + line.Funding - line.Fee));
        Assert.Equal((Category.Linear, BybitFixture.Btc, "e-2"), (lines[1].Category, lines[1].Symbol, lines[1].ExecId));
        Assert.Equal((null, null, null), (lines[0].Category, lines[0].Symbol, lines[0].ExchangeOrderId));
    }

    [Fact]
    public async Task Transactions_of_three_weeks_are_asked_for_week_by_week()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        static Func<Microsoft.AspNetCore.Http.HttpContext, Task> Line(string id) => StubReplies.Ok(
            $$"""{"list":[{"type":"TRADE","currency":"USDT","change":"1","cashBalance":"1","tradeId":"{{id}}","transactionTime":"1735689600100"}]}""");
        fixture.Stub.When("/v5/account/transaction-log", Line("first"), Line("second"), Line("third"));

        var lines = Expect.Value(await fixture.Exchange.GetTransactionsAsync(AnHourAgo.AddDays(-20), Token));

        Assert.Equal(["first", "second", "third"], lines.Select(static line => line.ExecId).Order());
    }

    [Fact]
    public async Task Transactions_of_one_moment_come_in_the_order_in_which_they_happened()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/account/transaction-log", """
            {"nextPageCursor":"","list":[{"type":"TRADE","currency":"USDT","change":"-2","cashFlow":"-2","fee":"0","cashBalance":"97","tradeId":"second","transactionTime":"1735689600100"},
            {"type":"TRADE","currency":"USDT","change":"-1","cashFlow":"-1","fee":"0","cashBalance":"99","tradeId":"first","transactionTime":"1735689600100"}]}
            """);

        var lines = Expect.Value(await fixture.Exchange.GetTransactionsAsync(AnHourAgo, Token));

        Assert.Equal(["first", "second"], lines.Select(line => line.ExecId));
    }

    [Fact]
    public async Task Closed_options_are_read_with_all_their_fees()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/position/get-closed-positions", """
            {"nextPageCursor":"","category":"option","list":[{"symbol":"BTC-27MAR26-70000-P-USDT","side":"Buy","qty":"0.02","avgEntryPrice":"400","avgExitPrice":"1000.5","deliveryPrice":"69000",
            "totalOpenFee":"0.9","totalCloseFee":"0.0","deliveryFee":"0.3","totalPnl":"10.81","openTime":1735689600000,"closeTime":1735693200000}]}
            """);

        var closed = Assert.Single(Expect.Value(await fixture.Exchange.GetClosedOptionsAsync(null, AnHourAgo, Token)));

        Assert.Equal((Direction.Long, 0.02m, 1.2m, 10.81m, 69000m),
            (closed.Direction, closed.Quantity, closed.Fees, closed.Pnl, closed.DeliveryPrice));
    }

    [Fact]
    public async Task Options_that_closed_at_one_moment_come_by_their_symbols()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        static string Row(string symbol) => $$"""
            {"symbol":"{{symbol}}","side":"Buy","qty":"1","avgEntryPrice":"4","avgExitPrice":"5","totalPnl":"1",
            "openTime":1735689600000,"closeTime":1735693200000}
            """;
        fixture.Stub.When(
            "/v5/position/get-closed-positions",
            $$"""{"list":[{{Row("SOL-27MAR26-200-C-USDT")}},{{Row("BTC-27MAR26-70000-P-USDT")}},{{Row("ETH-27MAR26-7000-C-USDT")}}]}""");

        var closed = Expect.Value(await fixture.Exchange.GetClosedOptionsAsync(null, AnHourAgo, Token));

        Assert.Equal(["BTC", "ETH", "SOL"], closed.Select(static option => option.Symbol.Value[..3]));
    }
}
