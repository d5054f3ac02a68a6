using System.Text.Json.Nodes;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Tests.Api;
using TradingBot.Functions.Tests.Trading;
using TradingBot.Trading.Security;

namespace TradingBot.Functions.Tests.Webhooks;

/// <summary>How long a timeless alert counts as the same, and how long the limit of alerts holds: both sides of each minute.</summary>
public sealed class AlertRepeatTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Secret = "a-webhook-token-of-good-length";

    private static int _last;

    [Theory]
    [InlineData(59, 2, 200)]
    [InlineData(1, 58, 200)]
    [InlineData(59, 60.5, 202)]
    [InlineData(1, 60, 202)]
    public async Task Alert_without_time_is_the_same_within_a_minute(int second, double later, int status)
    {
        var clock = At(second);
        await using var host = await ApiHost.StartAsync(api.Source, clock);
        var key = await AStrategyAsync(host);
        await SendAsync(host, key, "", 202);

        clock.Advance(TimeSpan.FromSeconds(later));

        await SendAsync(host, key, "", status);
    }

    [Fact]
    public async Task Sixty_alerts_are_taken_within_any_minute()
    {
        var clock = At(0);
        await using var host = await ApiHost.StartAsync(api.Source, clock);
        var key = await AStrategyAsync(host);
        for (var sent = 0; sent < 60; sent++)
            await SendAsync(host, key, $",\"id\":\"{sent}\"", 202);

        clock.Advance(TimeSpan.FromSeconds(50));
        await SendAsync(host, key, ",\"id\":\"early\"", 429);
        clock.Advance(TimeSpan.FromSeconds(10));

        await SendAsync(host, key, ",\"id\":\"early\"", 202);
    }

    [Fact]
    public async Task Flood_of_alerts_beyond_the_limit_does_not_become_a_flood_of_rows()
    {
        await using var host = await ApiHost.StartAsync(api.Source, At(0));
        var key = await AStrategyAsync(host);
        for (var sent = 0; sent < 60; sent++)
            await SendAsync(host, key, $",\"id\":\"{sent}\"", 202);

        for (var refused = 0; refused < 30; refused++)
            await SendAsync(host, key, $",\"id\":\"over-{refused}\"", 429);

        Assert.Equal(20L, await api.ScalarAsync<long>(
            $"select count(*) from trading.signals where strategy = '{key}' and status = 'denied'"));
    }

    // The seconds of the clock at this moment, whatever the machine's are.
    private static ShiftedClock At(int second)
    {
        var clock = new ShiftedClock();
        var now = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromSeconds(second + 60) - TimeSpan.FromTicks(now.Ticks % TimeSpan.TicksPerMinute));
        return clock;
    }

    private static Task<JsonObject> SendAsync(ApiHost host, string key, string more, int status) => ApiHost.ReadAsync(
        host.Visitor().PostAsync(
            $"api/webhook/{key}",
            new StringContent($"{{\"secret\":\"{Secret}\",\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"buy\"{more}}}"),
            TestContext.Current.CancellationToken),
        status);

    private static async Task<string> AStrategyAsync(ApiHost host)
    {
        var key = $"repeat-{Interlocked.Increment(ref _last)}";
        await host.Service<IStrategyStore>().SaveAsync(
            SampleStrategy.Create() with { Key = StrategyKey.Parse(key) },
            Secrets.Hash(Secret),
            DateTimeOffset.UnixEpoch,
            TestContext.Current.CancellationToken);
        return key;
    }
}
