using Microsoft.Extensions.Configuration;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.PaperExchange.Tests;

/// <summary>The settings that choose a price source.</summary>
public sealed class PriceSettingTests
{
    [Fact]
    public void Without_settings_prices_are_synthetic()
    {
        var options = Read([]);
        Assert.Equal(
            (PriceSourceKind.Synthetic, null, 1m, "https://api.bybit.com/"),
            (options.Prices, options.ReplayPath, options.ReplaySpeed, options.LiveUrl.ToString()));
    }

    [Fact]
    public void Settings_choose_the_source()
    {
        var options = Read(
            new() { ["Prices"] = "Replay", ["ReplayPath"] = "bars", ["ReplaySpeed"] = "2.5", ["LiveUrl"] = "http://127.0.0.1:9/" });
        Assert.Equal(
            (PriceSourceKind.Replay, "bars", 2.5m, 9), (options.Prices, options.ReplayPath, options.ReplaySpeed, options.LiveUrl.Port));
    }

    [Theory]
    [InlineData("Prices", "random", "synthetic, replay or live")]
    [InlineData("ReplaySpeed", "0", "above 0")]
    [InlineData("ReplaySpeed", "fast", "above 0")]
    [InlineData("LiveUrl", "api.bybit.com", "http or https address")]
    [InlineData("LiveUrl", "ftp://api.bybit.com", "http or https address")]
    public void Impossible_setting_is_named(string key, string value, string expected)
    {
        var fault = Assert.Throws<FormatException>(() => Read(new() { [key] = value }));
        Assert.Contains($"PaperExchange:{key}", fault.Message);
        Assert.Contains(expected, fault.Message);
    }

    private static PaperExchangeOptions Read(Dictionary<string, string?> settings) => PaperExchangeOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(pair => KeyValuePair.Create("PaperExchange:" + pair.Key, pair.Value))).Build());
}
