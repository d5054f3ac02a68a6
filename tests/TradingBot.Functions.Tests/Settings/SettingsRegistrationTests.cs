using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Operations;

namespace TradingBot.Functions.Tests.Settings;

/// <summary>What of a section reaches the bot, and which addresses it takes.</summary>
public sealed class SettingsRegistrationTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("   ", 0)]
    [InlineData("7", 7)]
    public void Blank_setting_counts_as_not_set(string value, int follow)
    {
        var usual = new TradingOptions().FollowSeconds;

        Assert.Equal(follow == 0 ? usual : follow, Read(("Trading:FollowSeconds", value)).FollowSeconds);
    }

    [Fact]
    public void Every_fault_of_a_section_is_told_at_once()
    {
        var fault = Assert.Throws<OptionsValidationException>(
            static () => Read(("Trading:FollowSeconds", "soon"), ("Trading:ProtectWithinSeconds", "never")));

        Assert.Equal(2, fault.Failures.Count());
        Assert.Contains(fault.Failures, static sentence => sentence.Contains("FollowSeconds", StringComparison.Ordinal));
        Assert.Contains(fault.Failures, static sentence => sentence.Contains("ProtectWithinSeconds", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("soon", false)]
    [InlineData("7", true)]
    public void Fault_of_a_section_ends_the_start_before_anybody_asks_for_its_settings(string value, bool starts)
    {
        using var provider = Build(("Trading:FollowSeconds", value));
        var start = provider.GetRequiredService<IStartupValidator>().Validate;

        var fault = Record.Exception(start);

        Assert.Equal(starts ? null : typeof(OptionsValidationException), fault?.GetType());
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("http://bot.example.com", true)]
    [InlineData("https://bot.example.com/path", true)]
    [InlineData("ftp://bot.example.com", false)]
    [InlineData("bot.example.com", false)]
    [InlineData("/path", false)]
    [InlineData("", false)]
    public void Web_address_is_an_absolute_one_of_http_or_https(string? address, bool isValid) =>
        Assert.Equal(isValid, new WebAddressAttribute().IsValid(address));

    private static TradingOptions Read(params (string Key, string Value)[] settings)
    {
        using var provider = Build(settings);
        return provider.GetRequiredService<TradingOptions>();
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration)
            .AddSettings<TradingOptions>(TradingOptions.Section).BuildServiceProvider();
    }
}
