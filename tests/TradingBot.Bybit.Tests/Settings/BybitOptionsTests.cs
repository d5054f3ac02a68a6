using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TradingBot.Bybit.Settings;
using TradingBot.Bybit.Tests.Keys;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Tests.Settings;

public sealed class BybitOptionsTests
{
    [Fact]
    public void Paper_needs_only_an_address_and_uses_the_paper_key()
    {
        var options = Read(("Bybit:BaseUrl", "http://localhost:7075"));

        Assert.Equal(BybitEnvironment.Paper, options.Environment);
        Assert.Equal(("paper", "paper", 5000), (options.ApiKey, options.ApiSecret, options.RecvWindow));
    }

    [Fact]
    public void Mainnet_with_both_switches_is_taken() =>
        Assert.True(Read([.. Keys("mainnet"), ("Trading:AllowMainnet", "true")]).AllowMainnet);

    [Theory]
    [InlineData("demo")]
    [InlineData("Testnet")]
    public void Test_systems_need_no_second_switch(string environment) => Assert.False(Read(Keys(environment)).AllowMainnet);

    [Fact]
    public void Mainnet_with_one_switch_is_refused() => Refused("Trading:AllowMainnet", Keys("mainnet"));

    [Fact]
    public void The_second_switch_does_not_count_inside_the_bybit_section() =>
        Refused("Trading:AllowMainnet", [.. Keys("mainnet"), ("Bybit:AllowMainnet", "true")]);

    [Theory]
    [InlineData("https://api.bybit.com")]
    [InlineData("https://API.BYBIT.COM.")]
    [InlineData("https://api.bytick.com")]
    [InlineData("https://api.bybit.nl")]
    [InlineData("https://api.bybit.eu:443")]
    [InlineData("https://api.bybit-tr.com")]
    [InlineData("https://api.bybitgeorgia.ge")]
    [InlineData("https://api.manepa.jp")]
    [InlineData("https://api2.bybit.com")]
    public void Real_money_behind_a_base_url_is_refused_outside_mainnet(string url)
    {
        Refused("real money", [.. Keys("demo"), ("Bybit:BaseUrl", url), ("Trading:AllowMainnet", "true")]);
        Refused("real money", ("Bybit:BaseUrl", url));
    }

    [Theory]
    [InlineData("https://api-testnet.bybit.com")]
    [InlineData("https://api-demo.bybit.com")]
    [InlineData("https://api-demo-testnet.bybit.com")]
    [InlineData("https://STREAM-TESTNET.bybit.com")]
    [InlineData("https://stream-demo.bybit.com")]
    [InlineData("https://api.notbybit.com")]
    [InlineData("http://127.0.0.1:7075")]
    [InlineData("http://[::1]:7075")]
    [InlineData("https://paper.example.com")]
    public void Addresses_without_real_money_are_taken(string url) => Assert.Equal(url, Read(("Bybit:BaseUrl", url)).BaseUrl);

    [Theory]
    [InlineData("http://paper.example.com", "https")]
    [InlineData("ftp://localhost", "absolute http")]
    [InlineData("localhost:7075", "absolute http")]
    [InlineData("https://user:pass@localhost", "only scheme")]
    [InlineData("https://localhost/v5", "only scheme")]
    [InlineData("https://localhost?a=1", "only scheme")]
    [InlineData("https://localhost#a", "only scheme")]
    public void Addresses_that_cannot_work_or_leak_the_key_are_refused(string url, string hint)
    {
        Refused(hint, ("Bybit:BaseUrl", url));
        Refused("Bybit:BaseUrl", ("Bybit:BaseUrl", url));
    }

    [Theory]
    [InlineData("ftp://stream.example.org", "absolute ws")]
    [InlineData("stream.example.org", "absolute ws")]
    [InlineData("https://stream.example.org", "absolute ws")]
    [InlineData("wss://user:pass@stream.example.org", "only scheme")]
    [InlineData("wss://stream.example.org/v5", "only scheme")]
    [InlineData("wss://stream.example.org?a=1", "only scheme")]
    [InlineData("wss://stream.example.org#a", "only scheme")]
    [InlineData("ws://stream.example.org", "must use wss")]
    public void Addresses_of_streams_that_cannot_work_or_leak_the_key_are_refused(string url, string hint)
    {
        foreach (var name in (string[])["Bybit:PrivateStreamUrl", "Bybit:PublicStreamUrl"])
            Refused($"{name} must", [.. Keys("demo"), (name, url)]);
        Refused(hint, [.. Keys("demo"), ("Bybit:PublicStreamUrl", url)]);
    }

    [Theory]
    [InlineData("ws://localhost:1")]
    [InlineData("wss://stream.example.org")]
    public void Addresses_of_streams_that_can_work_are_taken(string url) =>
        Assert.Equal(url, Read([.. Keys("demo"), ("Bybit:PrivateStreamUrl", url), ("Bybit:PublicStreamUrl", url)]).PublicStreamUrl);

    [Theory]
    [InlineData("Bybit:RecvWindow", "999", false)]
    [InlineData("Bybit:RecvWindow", "1000", true)]
    [InlineData("Bybit:RecvWindow", "60000", true)]
    [InlineData("Bybit:RecvWindow", "60001", false)]
    [InlineData("Bybit:ReadTimeout", "00:00:00", false)]
    [InlineData("Bybit:ReadTimeout", "00:00:00.001", true)]
    [InlineData("Bybit:WriteTimeout", "00:00:00", false)]
    [InlineData("Bybit:WriteTimeout", "00:00:00.001", true)]
    public void Time_outside_its_bounds_is_refused_by_name(string name, string value, bool isTaken)
    {
        if (isTaken)
            Assert.NotNull(Read([.. Keys("demo"), (name, value)]).ApiKey);
        else
            Refused(name, [.. Keys("demo"), (name, value)]);
    }

    [Fact]
    public void Paper_without_an_address_is_refused() => Refused("Bybit:BaseUrl");

    [Theory]
    [InlineData("Bybit:ApiKey")]
    [InlineData("Bybit:ApiSecret")]
    public void A_missing_credential_is_named(string key) => Refused(key, [.. Keys("demo").Where(pair => pair.Key != key)]);

    [Fact]
    public void Neither_a_store_of_keys_nor_a_process_without_any_needs_a_key_in_the_settings()
    {
        Assert.Null(Read([("Bybit:Environment", "demo")], new StubKeys(key: null)).ApiKey);
        Assert.Null(Read([("Bybit:Environment", "demo"), ("Bybit:WithoutKeys", "true")]).ApiKey);
        Assert.Throws<OptionsValidationException>(() => Read([("Bybit:Environment", "demo"), ("Bybit:WithoutKeys", "false")]));
        Assert.Throws<OptionsValidationException>(() => Read([("Bybit:Environment", "mainnet")], new StubKeys(key: null)));
    }

    [Theory]
    [InlineData("!~", true)]
    [InlineData("a b", false)]
    [InlineData("a\u007f", false)]
    [InlineData("schlüssel", false)]
    public void Key_holds_what_a_header_can_hold(string key, bool isTaken)
    {
        if (isTaken)
            Assert.Equal(key, Read([.. Keys("demo"), ("Bybit:ApiKey", key)]).ApiKey);
        else
            Refused("Bybit:ApiKey contains", [.. Keys("demo"), ("Bybit:ApiKey", key)]);
    }

    [Fact]
    public void Environment_by_a_number_that_is_none_is_refused() => Refused("Bybit:Environment must be", Keys("9"));

    [Fact]
    public void Mainnet_has_its_own_address() =>
        Assert.NotNull(Read([.. Keys("mainnet"), ("Trading:AllowMainnet", "true"), ("Bybit:BaseUrl", "https://api.bybit.nl")]).BaseUrl);

    [Fact]
    public void A_key_with_a_line_break_is_refused() => Refused("Bybit:ApiKey", [.. Keys("demo"), ("Bybit:ApiKey", "abc\n")]);

    [Fact]
    public void An_unknown_environment_is_refused() =>
        Assert.Contains("Bybit:Environment", Assert.Throws<InvalidOperationException>(() => Read(Keys("production"))).Message, StringComparison.Ordinal);

    private static (string Key, string Value)[] Keys(string environment) =>
        [("Bybit:Environment", environment), ("Bybit:ApiKey", "k"), ("Bybit:ApiSecret", "s")];

    private static void Refused(string hint, params (string Key, string Value)[] settings) =>
        Assert.Contains(hint, Assert.Throws<OptionsValidationException>(() => Read(settings)).Message, StringComparison.Ordinal);

    private static BybitOptions Read(params (string Key, string Value)[] settings) => Read(settings, keys: null);

    private static BybitOptions Read((string Key, string Value)[] settings, IExchangeKeys? keys)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in settings)
            values[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var registrations = new ServiceCollection().AddBybit(configuration);
        if (keys is not null)
            registrations.AddSingleton(keys);
        using var services = registrations.BuildServiceProvider();
        return services.GetRequiredService<IOptions<BybitOptions>>().Value;
    }
}
