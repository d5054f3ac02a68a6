using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests;

/// <summary>Each call of the exchange's port goes to its own route, for the market and the symbol that it was asked for.</summary>
public sealed class CategoryTests
{
    private const string ClosedPnl = "/v5/position/closed-pnl";
    private const string RiskLimit = "/v5/market/risk-limit";

    private static readonly string[] Answered =
    [
        Create, Amend, Cancel, CancelAll, CreateBatch, AmendBatch, CancelBatch, Realtime, History, Executions, PositionList, Leverage, Mode,
        Stop, ClosedPnl, RiskLimit, "/v5/market/tickers", "/v5/market/kline", "/v5/market/orderbook", "/v5/market/price-limit",
        "/v5/market/instruments-info", "/v5/account/fee-rate",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Spot, "spot", "ETHUSDT")]
    [InlineData(Category.Linear, "linear", "ETHUSDT")]
    [InlineData(Category.Inverse, "inverse", "ETHUSD")]
    [InlineData(Category.Option, "option", "ETH-27MAR26-7000-C-USDT")]
    public async Task Call_names_the_market_and_the_symbol_that_it_is_asked_for(Category category, string word, string text)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        foreach (var path in Answered)
            fixture.Stub.When(path, Nothing);
        var (exchange, symbol) = (fixture.Exchange, Symbol.Parse(text));
        var since = TimeProvider.System.GetUtcNow().AddHours(-1);
        var order = BybitFixture.Buy(category) with { Symbol = symbol };
        var amendment = new OrderAmendment { Category = category, Symbol = symbol, LinkId = order.LinkId, Quantity = 1m };
        var cancellation = new OrderCancellation(category, symbol, order.LinkId);
        var (isFuture, isSpot) = (category is Category.Linear or Category.Inverse, category == Category.Spot);

        await ExpectAsync(["/v5/market/tickers"], () => exchange.GetTickerAsync(category, symbol, Token));
        await ExpectAsync(
            category == Category.Option ? [] : ["/v5/market/kline"],
            () => exchange.GetCandlesAsync(category, symbol, CandleInterval.Hour1, 1, Token));
        await ExpectAsync(["/v5/market/orderbook"], () => exchange.GetDepthAsync(category, symbol, 1, Token));
        await ExpectAsync(["/v5/market/price-limit"], () => exchange.GetPriceBandAsync(category, symbol, Token));
        await ExpectAsync(isFuture ? [RiskLimit] : [], () => exchange.GetRiskTiersAsync(category, symbol, Token));
        await ExpectAsync(
            ["/v5/account/fee-rate"], () => exchange.GetFeeRateAsync(category, symbol, Token), isByCoin: category == Category.Option);
        await ExpectAsync(isSpot ? [] : [PositionList], () => exchange.GetPositionsAsync(category, symbol, Token));
        await ExpectAsync([PositionList], () => exchange.GetSymbolPositionsAsync(category, symbol, Token));
        await ExpectAsync(isFuture ? [ClosedPnl] : [], () => exchange.GetClosedPnlAsync(category, symbol, since, Token));
        await ExpectAsync([Realtime, History], () => exchange.FindOrderAsync(category, symbol, order.LinkId, Token));
        await ExpectAsync([Realtime], () => exchange.GetOpenOrdersAsync(category, symbol, Token));
        await ExpectAsync([Executions], () => exchange.GetExecutionsAsync(category, symbol, since, Token));
        await ExpectAsync([Create], () => exchange.PlaceOrderAsync(order, Token));
        await ExpectAsync([Amend], () => exchange.AmendOrderAsync(amendment, Token));
        await ExpectAsync([Cancel], () => exchange.CancelOrderAsync(category, symbol, order.LinkId, isStopOrder: false, Token));
        await ExpectAsync(
            isSpot ? [CancelAll, CancelAll, CancelAll] : [CancelAll], () => exchange.CancelAllOrdersAsync(category, symbol, Token));
        await ExpectAsync([CreateBatch], () => exchange.PlaceOrdersAsync([order], Token));
        await ExpectAsync([AmendBatch], () => exchange.AmendOrdersAsync([amendment], Token));
        await ExpectAsync([CancelBatch], () => exchange.CancelOrdersAsync([cancellation], Token));
        await ExpectAsync(isFuture ? [Stop] : [], () => exchange.SetTradingStopAsync(new TradingStop(category, symbol, 1m, 2m), Token));
        await ExpectAsync(isFuture ? [Leverage] : [], () => exchange.SetLeverageAsync(category, symbol, 2m, Token));
        await ExpectAsync(
            category == Category.Linear ? [Mode] : [],
            () => exchange.SetPositionModeAsync(category, symbol, PositionMode.Hedge, Token));

        async Task ExpectAsync(IReadOnlyList<string> paths, Func<Task> call, bool isByCoin = false)
        {
            var before = fixture.Stub.Requests.Count;
            await call();
            var sent = fixture.Stub.Requests.Skip(before).Where(static request => request.Path != "/v5/market/time").ToList();

            Assert.Equal(paths, sent.Select(static request => request.Path));
            foreach (var request in sent)
            {
                var said = request.Method == "GET" ? $"&{request.RawQuery}&" : request.Body;
                Assert.Contains(
                    request.Method == "GET" ? $"&category={word}&" : $"\"category\":\"{word}\"", said, StringComparison.Ordinal);
                Assert.Contains(
                    request.Method == "GET" ? isByCoin ? "&baseCoin=ETH&" : $"&symbol={text}&" : $"\"symbol\":\"{text}\"",
                    said,
                    StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(Category.Spot, "category=spot")]
    [InlineData(
        Category.Linear, "category=linear&limit=1000", "category=linear&status=PreLaunch&limit=1000")]
    [InlineData(
        Category.Inverse, "category=inverse&limit=1000", "category=inverse&status=PreLaunch&limit=1000")]
    [InlineData(
        Category.Option, "category=option&baseCoin=BTC&limit=1000", "category=option&baseCoin=ETH&limit=1000",
        "category=option&baseCoin=SOL&limit=1000", "category=option&baseCoin=XRP&limit=1000", "category=option&baseCoin=MNT&limit=1000",
        "category=option&baseCoin=DOGE&limit=1000")]
    public async Task Instruments_are_asked_for_in_the_parts_of_their_market(Category category, params string[] queries)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/instruments-info", Nothing);

        Expect.Value(await fixture.Exchange.GetInstrumentsAsync(category, Token));

        Assert.Equal(queries, fixture.Stub.Requests.Select(static request => request.RawQuery));
    }

    [Theory]
    [InlineData(Category.Spot, null, "category=spot&openOnly=0&limit=50")]
    [InlineData(
        Category.Linear, null, "category=linear&openOnly=0&limit=50&settleCoin=USDT",
        "category=linear&openOnly=0&limit=50&settleCoin=USDC")]
    [InlineData(Category.Inverse, null, "category=inverse&openOnly=0&limit=50")]
    [InlineData(Category.Option, null, "category=option&openOnly=0&limit=50")]
    [InlineData(Category.Linear, "ETHUSDT", "category=linear&openOnly=0&limit=50&symbol=ETHUSDT")]
    public async Task Orders_of_a_whole_market_are_asked_for_by_each_coin_that_settles_it(
        Category category, string? symbol, params string[] queries)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Realtime, Nothing);

        Expect.Value(await fixture.Exchange.GetOpenOrdersAsync(category, symbol is null ? null : Symbol.Parse(symbol), Token));

        Assert.Equal(
            queries, fixture.Stub.Requests.Where(static request => request.Path == Realtime).Select(static request => request.RawQuery));
    }
}
