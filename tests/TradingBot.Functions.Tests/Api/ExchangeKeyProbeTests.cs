using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TradingBot.Core.Exchange;
using TradingBot.Functions.Api.Operations;

namespace TradingBot.Functions.Tests.Api;

public sealed class ExchangeKeyProbeTests
{
    private static readonly DateTimeOffset ReadAt = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<bool, bool, string?, HealthStatus> States => new()
    {
        { true, true, null, HealthStatus.Healthy },
        { true, true, "Key Vault answered HTTP 503.", HealthStatus.Degraded },
        { false, false, "Key Vault answered HTTP 503.", HealthStatus.Unhealthy },
        { false, false, null, HealthStatus.Unknown },
    };

    [Theory]
    [MemberData(nameof(States))]
    public async Task Health_follows_what_the_last_reading_found(bool hasKey, bool wasRead, string? fault, HealthStatus expected)
    {
        var probe = new ExchangeKeyProbe([new KeysIn(new ExchangeKeysState(hasKey, wasRead ? ReadAt : null, fault))]);

        var check = await probe.CheckAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("exchangeKey", expected, wasRead ? ReadAt : (DateTimeOffset?)null), (check.Name, check.Status, check.At));
        if (fault is not null)
            Assert.EndsWith(fault, check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vault_that_is_named_but_read_by_nobody_is_told() =>
        Assert.Equal(HealthStatus.Unhealthy, (await new ExchangeKeyProbe([]).CheckAsync(TestContext.Current.CancellationToken)).Status);

    [Theory]
    [InlineData("", 0)]
    [InlineData("https://kv.vault.azure.net/", 1)]
    public void Check_is_there_where_a_vault_is_named(string uri, int expected)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["KeyVault:Uri"] = uri };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddTradingBotApi(configuration);

        Assert.Equal(expected, services.Count(static service => service.ImplementationType == typeof(ExchangeKeyProbe)));
    }

    private sealed class KeysIn(ExchangeKeysState state) : IExchangeKeys
    {
        public ExchangeKeysState State => state;

        public ValueTask<ExchangeKeyReading> GetAsync(CancellationToken token) =>
            throw new InvalidOperationException("A check asks the vault for nothing.");

        public ValueTask<bool> RefusedAsync(ExchangeKey refused, CancellationToken token) =>
            throw new InvalidOperationException("A check asks the vault for nothing.");
    }
}
