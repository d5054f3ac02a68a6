using Microsoft.Extensions.Time.Testing;
using TradingBot.PaperExchange.Settings;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class FundingTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 15, 59, 0, TimeSpan.Zero));

    private PaperExchangeOptions Options =>
        new() { AutoPrices = false, SlippageBasisPoints = 0, AckLatency = TimeSpan.Zero, TimeProvider = _clock };

    private static object Order(string side, string qty, string category = "linear", string symbol = "BTCUSDT") =>
        new { category, symbol, side, orderType = "Market", qty };

    private static Task<System.Text.Json.Nodes.JsonNode> FundAsync(RunningExchange exchange, object funding) =>
        exchange.Client.SimAsync(HttpMethod.Post, "/sim/funding", funding);

    [Fact]
    public async Task Long_pays_at_the_boundary_what_execution_and_log_say_with_opposite_signs()
    {
        await using var exchange = await StartAsync(Options);
        await exchange.SetPriceAsync("60000");
        await exchange.PlaceAsync(Order("Buy", "0.1"));
        await exchange.PositionOfSizeAsync(0.1m);
        var before = await exchange.WalletAsync();
        var ticker = Assert.Single(await exchange.ListAsync("/v5/market/tickers", "category=linear&symbol=BTCUSDT"));
        Assert.Equal(
            ("0.0001", "1772380800000", "8"),
            (Text(ticker, "fundingRate"), Text(ticker, "nextFundingTime"), Text(ticker, "fundingIntervalHour")));

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(before - 0.6m, await exchange.WalletAsync());
        var execution = Assert.Single(await exchange.ListAsync("/v5/execution/list", "category=linear&execType=Funding"));
        Assert.Equal(
            ("0.6", "0.0001", "0.100", "60000.0"),
            (Text(execution, "execFee"), Text(execution, "feeRate"), Text(execution, "execQty"), Text(execution, "execPrice")));
        var row = Assert.Single(await exchange.ListAsync("/v5/account/transaction-log", "accountType=UNIFIED&type=SETTLEMENT"));
        Assert.Equal(("-0.6", "-0.6", "0", "0.1"), (Text(row, "funding"), Text(row, "change"), Text(row, "fee"), Text(row, "size")));
        Assert.Empty(await exchange.ListAsync("/v5/position/closed-pnl", "category=linear"));
        _clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal(before - 1.2m, await exchange.WalletAsync());
    }

    [Fact]
    public async Task Short_receives_and_a_negative_rate_turns_it_around()
    {
        await using var exchange = await StartAsync(Options with { FundingRate = 0 });
        await exchange.SetPriceAsync("60000");
        await exchange.PlaceAsync(Order("Sell", "0.1"));
        await exchange.PositionOfSizeAsync(0.1m);
        var before = await exchange.WalletAsync();
        await FundAsync(exchange, new { category = "linear", symbol = "BTCUSDT", rate = "0.001", pay = true });
        Assert.Equal(before + 6, await exchange.WalletAsync());
        await FundAsync(exchange, new { category = "linear", symbol = "BTCUSDT", rate = "-0.002", pay = true });
        Assert.Equal(before - 6, await exchange.WalletAsync());
    }

    [Fact]
    public async Task Inverse_position_pays_in_its_coin()
    {
        await using var exchange = await StartAsync(Options);
        await exchange.ResetAsync(new { BTC = "1" });
        await exchange.SetPriceAsync("60000", "inverse", "BTCUSD");
        await exchange.PlaceAsync(Order("Buy", "6000", "inverse", "BTCUSD"));
        await exchange.LegOfSizeAsync(6_000, 0, "inverse", "BTCUSD");
        var before = await exchange.WalletAsync("BTC");
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(before - 0.00001m, await exchange.WalletAsync("BTC"));
    }

    [Fact]
    public async Task Boundaries_missed_while_stopped_are_not_paid()
    {
        var folder = Directory.CreateTempSubdirectory("paper-funding-").FullName;
        try
        {
            decimal before;
            await using (var first = await StartAsync(Options with { DataFolder = folder }))
            {
                await first.PlaceAsync(Order("Buy", "0.1"));
                await first.PositionOfSizeAsync(0.1m);
                before = await first.WalletAsync();
            }

            _clock.Advance(TimeSpan.FromDays(3));
            await using var second = await StartAsync(Options with { DataFolder = folder });
            Assert.Equal(before, await second.WalletAsync());
            _clock.Advance(TimeSpan.FromHours(8));
            Assert.True(await second.WalletAsync() < before);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Zero_rate_writes_nothing_and_history_shows_the_boundaries()
    {
        await using var exchange = await StartAsync(Options with { FundingRate = 0 });
        await exchange.PlaceAsync(Order("Buy", "0.1"));
        await exchange.PositionOfSizeAsync(0.1m);
        _clock.Advance(TimeSpan.FromHours(9));
        Assert.Empty(await exchange.ListAsync("/v5/execution/list", "category=linear&execType=Funding"));
        var history = await exchange.ListAsync("/v5/market/funding/history", "category=linear&symbol=BTCUSDT&limit=2");
        Assert.Equal(["1772409600000", "1772380800000"], history.Select(row => Text(row, "fundingRateTimestamp")));
        Assert.Equal(
            10001,
            Code(await exchange.Client.GetAsync("/v5/market/funding/history", "category=linear&symbol=BTCUSDT&startTime=1772380800000")));
    }
}
