using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
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
    [InlineData("Prices", "1", "synthetic, replay or live")]
    [InlineData("AutoPrices", "maybe", "true or false")]
    [InlineData("FundingRate", "7", "a number from -1 to 1")]
    [InlineData("Port", "1.5", "a whole number from 0 to 65535")]
    [InlineData("ReplaySpeed", "0", "above 0")]
    [InlineData("ReplaySpeed", "fast", "above 0")]
    [InlineData("LiveUrl", "api.bybit.com", "http or https address")]
    [InlineData("LiveUrl", "ftp://api.bybit.com", "http or https address")]
    public void Impossible_setting_is_named(string key, string value, string expected)
    {
        var fault = Assert.Single(Assert.Throws<OptionsValidationException>(() => Read(new() { [key] = value })).Failures);
        Assert.Contains($"PaperExchange:{key}", fault);
        Assert.Contains(expected, fault);
    }

    [Fact]
    public void All_faults_are_told_at_once_and_a_misspelt_name_is_one()
    {
        var refusal = Assert.Throws<OptionsValidationException>(
            () => Read(new() { ["Port"] = "70000", ["Seed"] = "-1", ["Fundingrate"] = "0.5", ["FundingRates"] = "0.5", ["IpLimit"] = "" }));

        Assert.Equal(
            ["PaperExchange:FundingRates is no setting of the paper exchange", "PaperExchange:Port is '70000'", "PaperExchange:Seed is '-1'"],
            refusal.Failures.Select(static fault => fault.Split(';')[0]).Order(StringComparer.Ordinal));
    }

    private static PaperExchangeOptions Read(Dictionary<string, string?> settings) => PaperExchangeOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(pair => KeyValuePair.Create("PaperExchange:" + pair.Key, pair.Value))).Build());
}
