using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Accounts;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Functions.Tests.Api;

/// <summary>What the health page says of the account's stops, and how far a reading may be believed.</summary>
public sealed class AccountProbeTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-03-01T12:00:00Z");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(30, 0, 0, "healthy", "No open position.")]
    [InlineData(30, 1, 0, "healthy", "1 open position, with a stop.")]
    [InlineData(30, 2, 0, "healthy", "2 open positions, each with a stop.")]
    [InlineData(30, 1, 1, "degraded", "Without a stop at the exchange: ETHUSDT.")]
    [InlineData(
        61, 2, 0, "degraded", "2 open positions, each with a stop. The reading is 61 s old; what stands now is not known.")]
    [InlineData(
        31, 0, 1, "degraded", "Without a stop at the exchange: ETHUSDT. The reading is 31 s old; what stands now is not known.")]
    public async Task Reading_of_the_account_is_judged_by_its_stops_and_its_age(
        int seconds, int guarded, int naked, string status, string message)
    {
        await api.ExecuteAsync("truncate trading.snapshots");
        await using var host = await ApiHost.StartAsync(api.Source, new FakeTimeProvider(Now));
        var balance = new AccountBalance { TotalEquity = 1000m, TotalWalletBalance = 1000m, UnrealizedPnl = 0m, Coins = [] };
        List<ExchangePosition> positions =
        [
            .. Enumerable.Repeat(Position("BTCUSDT", 64000m), guarded), .. Enumerable.Repeat(Position("ETHUSDT", null), naked),
        ];
        await host.Service<IAccountJournal>().SaveSnapshotAsync(
            new AccountSnapshot(Now.AddSeconds(-seconds), balance, positions), Token);

        var check = (await host.GetAsync("health/details"))["checks"]!.AsArray().Single(check => (string?)check!["name"] == "account")!;

        Assert.Equal((status, message), ((string?)check["status"], (string?)check["message"]));
    }

    private static ExchangePosition Position(string symbol, decimal? stop) => new()
    {
        Category = Category.Linear,
        Symbol = Symbol.Parse(symbol),
        Direction = Direction.Long,
        Quantity = 0.01m,
        EntryPrice = 65000m,
        MarkPrice = 66000m,
        UnrealizedPnl = 10m,
        StopLoss = stop,
    };
}
