using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TradingBot.Core.Exchange;
using TradingBot.Infrastructure.KeyVault;

namespace TradingBot.Infrastructure.Tests.KeyVault;

public sealed class KeyVaultSettingsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public async Task Without_an_address_no_store_of_keys_is_registered(string? uri)
    {
        using var host = Build(("KeyVault:Uri", uri), ("KeyVault:CacheSeconds", "0"));
        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Null(host.Services.GetService<IExchangeKeys>());
    }

    [Fact]
    public async Task Defaults_fit_what_is_deployed()
    {
        using var host = Build(("KeyVault:Uri", "https://kv-tbot.vault.azure.net/"));
        await host.StartAsync(TestContext.Current.CancellationToken);

        var options = host.Services.GetRequiredService<KeyVaultOptions>();
        Assert.Equal(60, options.CacheSeconds);
        Assert.Equal("Bybit--KeyPair", options.ExchangeSecret);
        Assert.NotNull(host.Services.GetService<IExchangeKeys>());
    }

    [Theory]
    [InlineData("KeyVault:Uri", "http://kv.vault.azure.net/")]
    [InlineData("KeyVault:Uri", "kv.vault.azure.net")]
    [InlineData("KeyVault:Uri", "/kv")]
    [InlineData("KeyVault:Uri", "https://kv.vault.azure.net/secrets/Bybit")]
    [InlineData("KeyVault:Uri", "https://kv.vault.azure.net/?a=b")]
    [InlineData("KeyVault:Uri", "https://user@kv.vault.azure.net/")]
    [InlineData("KeyVault:CacheSeconds", "0")]
    [InlineData("KeyVault:CacheSeconds", "3601")]
    [InlineData("KeyVault:ExchangeSecret", "")]
    [InlineData("KeyVault:ExchangeSecret", "Bybit/Key")]
    public async Task Start_is_refused_with_the_settings_name(string name, string value)
    {
        using var host = Build(("KeyVault:Uri", "https://kv.vault.azure.net/"), (name, value));

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KeyVault:CacheSeconds", "1")]
    [InlineData("KeyVault:CacheSeconds", "3600")]
    public async Task Bounds_themselves_are_allowed(string name, string value)
    {
        using var host = Build(("KeyVault:Uri", "https://kv.vault.azure.net"), (name, value));
        await host.StartAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("""{"apiKey":"k","apiSecret":"s"}""", true)]
    [InlineData("""{"apiKey":"k","apiSecret":"s","note":"made in March"}""", true)]
    [InlineData("""{"apiKey":"k"}""", false)]
    [InlineData("""{"apiKey":"k","apiSecret":""}""", false)]
    [InlineData("""{"apiKey":"k\n","apiSecret":"s"}""", false)]
    [InlineData("""{"apiKey":1,"apiSecret":"s"}""", false)]
    [InlineData("""["k","s"]""", false)]
    [InlineData("k:s", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("""{"apiKey":"\ud800","apiSecret":"s"}""", false)]
    [InlineData("""{"\ud800":1,"apiKey":"k"}""", false)]
    public void Secret_gives_both_halves_or_nothing(string? text, bool isPair) =>
        Assert.Equal(isPair ? new ExchangeKey("k", "s") : null, ExchangeSecret.Parse(text));

    private static IHost Build(params (string Name, string? Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        foreach (var (name, value) in settings)
            builder.Configuration[name] = value;
        builder.Services.AddKeyVaultExchangeKeys(builder.Configuration);
        return builder.Build();
    }
}
