using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Wire;

/// <summary>Rows in which no two fields are alike: each value is found in its own field, or a field was taken for its neighbour.</summary>
public sealed class WholeRowTests
{
    private const string Filled = """
        {"category":"inverse","symbol":"BTCUSD","execId":"e-1","orderId":"o-1","orderLinkId":"l-1","execType":"BustTrade","side":"Sell",
        "execPrice":"101","execQty":"2","execValue":"203","execFee":"0.04","feeRate":"0.0006","feeCurrency":"BTC","isMaker":true,
        "closedSize":"1.5","stopOrderType":"StopLoss","execTime":"1735689600123","seq":5}
        """;

    private const string Resting = """
        {"orderId":"o-1","orderLinkId":"l-1","symbol":"BTCUSD","side":"Sell","positionIdx":2,"orderStatus":"PartiallyFilled","orderType":"Limit",
        "price":"102","qty":"7","cumExecQty":"3","avgPrice":"101","triggerPrice":"99","stopOrderType":"TakeProfit","rejectReason":"EC_NoError",
        "cancelType":"UNKNOWN","createdTime":"1735689600123","updatedTime":"1735689700456"}
        """;

    private const string Held = """
        {"symbol":"BTCUSD","positionIdx":1,"side":"Buy","size":"3","avgPrice":"100","entryPrice":"99","markPrice":"101","unrealisedPnl":"-4",
        "stopLoss":"90","takeProfit":"120","trailingStop":"6","leverage":"7","liqPrice":"80"}
        """;

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_735_689_600_123);
    private static readonly Symbol Coin = Symbol.Parse("BTCUSD");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateTimeOffset AnHourAgo => TimeProvider.System.GetUtcNow().AddHours(-1);

    [Fact]
    public async Task Execution_is_read_field_by_field()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Executions, $$"""{"list":[{{Filled}}]}""");

        var read = Assert.Single(Expect.Value(await fixture.Exchange.GetExecutionsAsync(Category.Inverse, Coin, AnHourAgo, Token)));

        Assert.Equal(
            new ExchangeExecution
            {
                Category = Category.Inverse,
                Symbol = Coin,
                ExecId = "e-1",
                ExchangeOrderId = "o-1",
                LinkId = "l-1",
                ExecType = "BustTrade",
                Side = OrderSide.Sell,
                Price = 101m,
                Quantity = 2m,
                Value = 203m,
                Fee = 0.04m,
                FeeRate = 0.0006m,
                FeeCurrency = "BTC",
                IsMaker = true,
                ClosedQuantity = 1.5m,
                StopOrderType = "StopLoss",
                At = At,
            },
            read);
    }

    [Fact]
    public async Task Executions_of_one_moment_and_sequence_come_by_their_ids_in_whatever_order_they_are_listed()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        var (second, third) = (Filled.Replace("e-1", "e-2", StringComparison.Ordinal), Filled.Replace("e-1", "e-3", StringComparison.Ordinal));
        fixture.Stub.When(Executions, $$"""{"list":[{{third}},{{Filled}},{{second}}]}""");

        var read = Expect.Value(await fixture.Exchange.GetExecutionsAsync(Category.Inverse, Coin, AnHourAgo, Token));

        Assert.Equal(["e-1", "e-2", "e-3"], read.Select(static execution => execution.ExecId));
    }

    [Fact]
    public async Task Order_is_read_field_by_field()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Realtime, $$"""{"list":[{{Resting}}]}""");

        var read = Assert.Single(Expect.Value(await fixture.Exchange.GetOpenOrdersAsync(Category.Inverse, Coin, Token)));

        Assert.Equal(
            new ExchangeOrder
            {
                Category = Category.Inverse,
                Symbol = Coin,
                ExchangeOrderId = "o-1",
                LinkId = "l-1",
                Side = OrderSide.Sell,
                Leg = PositionLeg.Short,
                Status = OrderStatus.PartiallyFilled,
                Quantity = 7m,
                FilledQuantity = 3m,
                AveragePrice = 101m,
                LimitPrice = 102m,
                TriggerPrice = 99m,
                StopOrderType = "TakeProfit",
                CreatedAt = At,
                UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_735_689_700_456),
            },
            read);
    }

    [Fact]
    public async Task Order_listed_twice_is_one_order_and_without_a_later_moment_it_was_updated_when_created()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        var row = Resting.Replace("\"1735689700456\"", "\"\"", StringComparison.Ordinal);
        fixture.Stub.When(Realtime, $$"""{"list":[{{row}},{{row}}]}""");

        var read = Assert.Single(Expect.Value(await fixture.Exchange.GetOpenOrdersAsync(Category.Inverse, Coin, Token)));

        Assert.Equal((At, At), (read.CreatedAt, read.UpdatedAt));
        Assert.Contains("openOnly=0", fixture.Stub.Single(Realtime).RawQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"100\"", "\"3\"", 100)]
    [InlineData("\"\"", "\"-3\"", 99)]
    public async Task Position_is_read_field_by_field(string average, string size, decimal entry)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        var row = Held.Replace("\"avgPrice\":\"100\"", $"\"avgPrice\":{average}", StringComparison.Ordinal)
            .Replace("\"size\":\"3\"", $"\"size\":{size}", StringComparison.Ordinal);
        fixture.Stub.When(PositionList, $$"""{"list":[{{row}}]}""");

        var read = Assert.Single(Expect.Value(await fixture.Exchange.GetPositionsAsync(Category.Inverse, Coin, Token)));

        Assert.Equal(
            new ExchangePosition
            {
                Category = Category.Inverse,
                Symbol = Coin,
                SettleCoin = "BTC",
                Direction = Direction.Long,
                Leg = PositionLeg.Long,
                Quantity = 3m,
                EntryPrice = entry,
                MarkPrice = 101m,
                UnrealizedPnl = -4m,
                StopLoss = 90m,
                TakeProfit = 120m,
                TrailingStop = 6m,
                Leverage = 7m,
                LiquidationPrice = 80m,
            },
            read);
    }

    [Fact]
    public async Task Closed_options_are_read_field_by_field_oldest_first_and_once()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        const string Later = """
            {"symbol":"ETH-27MAR26-7000-C-USDT","side":"Sell","qty":"3","avgEntryPrice":"40","avgExitPrice":"10","deliveryPrice":"","totalOpenFee":"0.9",
            "totalCloseFee":"0.05","deliveryFee":"0.3","totalPnl":"88","openTime":1735689600123,"closeTime":1735693200000}
            """;
        var earlier = Later.Replace("1735693200000", "1735693100000", StringComparison.Ordinal);
        fixture.Stub.When("/v5/position/get-closed-positions", $$"""{"list":[{{Later}},{{Later}},{{earlier}}]}""");

        var read = Expect.Value(await fixture.Exchange.GetClosedOptionsAsync(Symbol.Parse("ETH-27MAR26-7000-C-USDT"), AnHourAgo, Token));

        var expected = new ClosedOption
        {
            Symbol = Symbol.Parse("ETH-27MAR26-7000-C-USDT"),
            Direction = Direction.Short,
            Quantity = 3m,
            EntryPrice = 40m,
            ExitPrice = 10m,
            Fees = 1.25m,
            DeliveryFee = 0.3m,
            Pnl = 88m,
            OpenedAt = At,
            ClosedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_735_693_100_000),
        };
        Assert.Equal([expected, expected with { ClosedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_735_693_200_000) }], read);
        Assert.Contains(
            "symbol=ETH-27MAR26-7000-C-USDT", fixture.Stub.Single("/v5/position/get-closed-positions").RawQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""  "closedSize":"2","qty":"3" """, 2)]
    [InlineData("""  "qty":"3" """, 3)]
    public async Task Closed_profit_is_read_field_by_field(string size, decimal quantity)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        var row = $$"""{"orderId":"o-1","side":"Sell",{{size}},"closedPnl":"-1.25","createdTime":"1735689600000","updatedTime":"1735689600123"}""";
        fixture.Stub.When("/v5/position/closed-pnl", $$"""{"list":[{{row}},{{row.Replace("o-1", "o-0", StringComparison.Ordinal)}},{{row}}]}""");

        var read = Expect.Value(await fixture.Exchange.GetClosedPnlAsync(Category.Inverse, Coin, AnHourAgo, Token));

        Assert.Equal(
            [new ClosedPnl("o-0", OrderSide.Sell, quantity, -1.25m, At), new ClosedPnl("o-1", OrderSide.Sell, quantity, -1.25m, At)], read);
    }

    [Theory]
    [InlineData(Category.Spot)]
    [InlineData(Category.Option)]
    public async Task Closed_profit_of_a_market_that_lists_none_is_refused_without_asking(Category category)
    {
        await using var fixture = await BybitFixture.OpenAsync();

        Assert.Equal(
            RetryGuidance.Permanent, Expect.Failure(await fixture.Exchange.GetClosedPnlAsync(category, Coin, AnHourAgo, Token)).Class);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task Transaction_is_read_field_by_field()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/account/transaction-log", """
            {"list":[{"type":"TRADE","currency":"BTC","category":"inverse","symbol":"BTCUSD","change":"-5","cashFlow":"2","funding":"3","fee":"10",
            "cashBalance":"70","tradeId":"e-1","orderId":"o-1","orderLinkId":"l-1","transactionTime":"1735689600123"}]}
            """);

        Assert.Equal(
            new AccountTransaction
            {
                Type = "TRADE",
                Currency = "BTC",
                Category = Category.Inverse,
                Symbol = Coin,
                Change = -5m,
                CashFlow = 2m,
                Funding = 3m,
                Fee = 10m,
                Balance = 70m,
                ExecId = "e-1",
                ExchangeOrderId = "o-1",
                LinkId = "l-1",
                At = At,
            },
            Assert.Single(Expect.Value(await fixture.Exchange.GetTransactionsAsync(AnHourAgo, Token))));
        Assert.Contains("accountType=UNIFIED", fixture.Stub.Single("/v5/account/transaction-log").RawQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coin_of_the_wallet_is_read_field_by_field()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Wallet, """
            {"list":[{"totalEquity":"11","totalWalletBalance":"12","totalAvailableBalance":"13","totalInitialMargin":"14","totalPerpUPL":"15",
            "coin":[{"coin":"BTC","equity":"2","walletBalance":"3","locked":"4","unrealisedPnl":"5","usdValue":"6"},
            {"coin":"ETH","equity":"7","walletBalance":"8","locked":"","unrealisedPnl":"","usdValue":""}]},
            {"totalEquity":"99","totalWalletBalance":"99","totalPerpUPL":"99","coin":[]}]}
            """);

        var read = Expect.Value(await fixture.Exchange.GetBalanceAsync(Token));

        Assert.Equal(
            (11m, 12m, 13m, 14m, 15m),
            (read.TotalEquity, read.TotalWalletBalance, read.TotalAvailableBalance, read.TotalInitialMargin, read.UnrealizedPnl));
        Assert.Equal([new CoinBalance("BTC", 2m, 3m, 4m, 5m, 6m), new CoinBalance("ETH", 7m, 8m, 0m, 0m, null)], read.Coins);
        Assert.Equal("accountType=UNIFIED", fixture.Stub.Single(Wallet).RawQuery);
    }
}
