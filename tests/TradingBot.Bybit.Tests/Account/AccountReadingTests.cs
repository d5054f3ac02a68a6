using TradingBot.Bybit.Account;
using TradingBot.Bybit.Settings;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Account;

public sealed class AccountReadingTests
{
    private const string WalletPath = "/v5/account/wallet-balance";
    private const string FeePath = "/v5/account/fee-rate";
    private const string KeyPath = "/v5/user/query-api";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Balance_is_read_with_its_coins()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(WalletPath, """
            {"list":[{"accountType":"UNIFIED","totalEquity":"10500.5","totalWalletBalance":"10400","totalAvailableBalance":"9000","totalInitialMargin":"1400","totalPerpUPL":"100.5","accountIMRate":"",
            "coin":[{"coin":"USDT","equity":"10500.5","walletBalance":"10400","locked":"25","unrealisedPnl":"100.5","usdValue":"10499.45","borrowAmount":"0.000000000000000001","bonus":""}]}]}
            """);

        var balance = Expect.Value(await fixture.Exchange.GetBalanceAsync(Token));

        Assert.Equal((10500.5m, 10400m, 9000m, 1400m, 100.5m),
            (balance.TotalEquity, balance.TotalWalletBalance, balance.TotalAvailableBalance,
                balance.TotalInitialMargin, balance.UnrealizedPnl));
        var coin = Assert.Single(balance.Coins);
        Assert.Equal(("USDT", 25m, 10499.45m), (coin.Coin, coin.Locked, coin.UsdValue));
    }

    [Fact]
    public async Task Isolated_margin_without_totals_is_valued_by_its_coins()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(WalletPath, """
            {"list":[{"totalEquity":"","totalWalletBalance":"","totalAvailableBalance":"","totalInitialMargin":"","totalPerpUPL":"",
            "coin":[{"coin":"BTC","equity":"2","walletBalance":"1.5","unrealisedPnl":"0.5","usdValue":"200000"},{"coin":"USDT","equity":"100","walletBalance":"100","unrealisedPnl":"","usdValue":"100"},
            {"coin":"ETH","equity":"0","walletBalance":"5","unrealisedPnl":"-5","usdValue":"0"}]}]}
            """);

        var balance = Expect.Value(await fixture.Exchange.GetBalanceAsync(Token));

        // The price of a coin without equity is not known, so what it holds is worth nothing.
        Assert.Equal((200100m, 150100m, 50000m), (balance.TotalEquity, balance.TotalWalletBalance, balance.UnrealizedPnl));
        Assert.Null(balance.TotalAvailableBalance);
        Assert.Null(balance.TotalInitialMargin);
    }

    [Theory]
    [InlineData("""{"list":[]}""")]
    [InlineData("{}")]
    [InlineData("""{"list":[{"coin":[{"coin":"BTC","equity":"2","walletBalance":"1"}]}]}""")]
    public async Task Balance_that_is_not_shown_is_a_failure_and_not_zero(string result)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(WalletPath, result);

        Expect.Failure(await fixture.Exchange.GetBalanceAsync(Token));
    }

    [Fact]
    public async Task Fee_rate_is_read_once_an_hour()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(FeePath, """{"list":[{"symbol":"BTCUSDT","takerFeeRate":"0.00055","makerFeeRate":"-0.00005"}]}""");

        var first = Expect.Value(await fixture.Exchange.GetFeeRateAsync(Category.Linear, BybitFixture.Btc, Token));
        var second = Expect.Value(await fixture.Exchange.GetFeeRateAsync(Category.Linear, BybitFixture.Btc, Token));

        Assert.Equal(new FeeRate(-0.00005m, 0.00055m), first);
        Assert.Equal(first, second);
        Assert.Equal(1, fixture.Stub.Count(FeePath));
    }

    [Fact]
    public async Task Fee_rate_of_a_symbol_is_each_markets_own()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(FeePath, context => StubReplies.Ok(context.Request.Query["category"] == "spot"
            ? """{"list":[{"symbol":"BTCUSDT","takerFeeRate":"0.001","makerFeeRate":"0.0008"}]}"""
            : """{"list":[{"symbol":"BTCUSDT","takerFeeRate":"0.00055","makerFeeRate":"0.0002"}]}""")(context));

        var linear = Expect.Value(await fixture.Exchange.GetFeeRateAsync(Category.Linear, BybitFixture.Btc, Token));
        var spot = Expect.Value(await fixture.Exchange.GetFeeRateAsync(Category.Spot, BybitFixture.Btc, Token));

        Assert.Equal((new FeeRate(0.0002m, 0.00055m), new FeeRate(0.0008m, 0.001m)), (linear, spot));
    }

    [Fact]
    public async Task Fee_rate_that_many_ask_for_at_once_is_read_once_a_symbol()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(FeePath, """{"list":[{"symbol":"BTCUSDT","takerFeeRate":"0.00055","makerFeeRate":"-0.00005"}]}""");

        var asked = Enumerable.Range(0, 50)
            .Select(index => fixture.Exchange.GetFeeRateAsync(Category.Linear, Symbol.Parse($"S{index % 5}USDT"), Token));

        Assert.All(await Task.WhenAll(asked), static answer => Expect.Value(answer));
        Assert.Equal(5, fixture.Stub.Count(FeePath));
    }

    [Fact]
    public async Task Demo_without_fee_rates_uses_the_standard_ones_and_other_environments_do_not()
    {
        await using var demo = await BybitFixture.OpenAsync(options => options.Environment = BybitEnvironment.Demo);
        await using var testnet = await BybitFixture.OpenAsync(options => options.Environment = BybitEnvironment.Testnet);
        demo.Stub.When(FeePath, StubReplies.Code(10032));
        testnet.Stub.When(FeePath, StubReplies.Code(10032));

        Assert.Equal(
            new FeeRate(0.0002m, 0.00055m), Expect.Value(await demo.Exchange.GetFeeRateAsync(Category.Linear, BybitFixture.Btc, Token)));
        Assert.Equal(10032, Expect.Failure(await testnet.Exchange.GetFeeRateAsync(Category.Linear, BybitFixture.Btc, Token)).Code);
    }

    [Fact]
    public async Task Good_key_is_reported_without_warnings()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(KeyPath, Key(0, """["Order","Position"]""", """["SpotTrade"]""", """["OptionsTrade"]""", """["AccountTransfer"]""", """["203.0.113.7"]""", -2));

        var report = Expect.Value(await fixture.Get<BybitKeyCheck>().CheckAsync(Token));

        Assert.Empty(report.Warnings);
        Assert.Equal(Enum.GetValues<Category>().Order(), report.Tradable.Order());
        Assert.Equal((false, false, true, null), (report.IsReadOnly, report.CanWithdraw, report.IsBoundToAddress, report.DaysLeft));
    }

    [Fact]
    public async Task Poor_key_is_reported_with_a_sentence_for_each_fault()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(KeyPath, Key(0, """["Order"]""", "[]", "null", """["Withdraw"]""", """["*"]""", 5));

        var report = Expect.Value(await fixture.Get<BybitKeyCheck>().CheckAsync(Token));

        Assert.Empty(report.Tradable);
        Assert.Equal((false, true, false, 5), (report.IsReadOnly, report.CanWithdraw, report.IsBoundToAddress, report.DaysLeft));
        Assert.All(["spot", "linear", "inverse", "option", "withdraw", "any address", "5 days"],
            hint => Assert.Contains(report.Warnings, warning => warning.Contains(hint, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    public async Task Key_that_is_not_known_to_write_trades_nothing(string readOnly)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(KeyPath, $$"""{"readOnly":{{readOnly}},"permissions":{"Spot":["SpotTrade"]},"ips":[]}""");

        var report = Expect.Value(await fixture.Get<BybitKeyCheck>().CheckAsync(Token));

        Assert.True(report.IsReadOnly);
        Assert.Empty(report.Tradable);
        Assert.Contains(report.Warnings, warning => warning.Contains("read-only", StringComparison.Ordinal));
    }

    private static string Key(int readOnly, string contract, string spot, string options, string wallet, string ips, int days) => $$"""
        {"readOnly":{{readOnly}},"permissions":{"ContractTrade":{{contract}},"Spot":{{spot}},"Options":{{options}},"Wallet":{{wallet}},"BrandNew":["x"]},
        "ips":{{ips}},"deadlineDay":{{days}},"expiredAt":"2027-01-01T00:00:00Z","apiKey":"hidden"}
        """;
}
