using Microsoft.Extensions.Time.Testing;
using TradingBot.Bybit.Settings;
using TradingBot.Bybit.Streams;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Streams;

public sealed class StreamAddressTests
{
    [Theory]
    [InlineData(BybitEnvironment.Mainnet, null, "wss://stream.bybit.com/v5/private", "wss://stream.bybit.com/v5/public/linear")]
    [InlineData(
        BybitEnvironment.Testnet, null, "wss://stream-testnet.bybit.com/v5/private", "wss://stream-testnet.bybit.com/v5/public/linear")]
    [InlineData(BybitEnvironment.Demo, null, "wss://stream-demo.bybit.com/v5/private", "wss://stream.bybit.com/v5/public/linear")]
    [InlineData(
        BybitEnvironment.Mainnet, "https://api.bybit.nl", "wss://stream.bybit.nl/v5/private", "wss://stream.bybit.nl/v5/public/linear")]
    [InlineData(BybitEnvironment.Paper, "http://localhost:7075", "ws://localhost:7075/v5/private", "ws://localhost:7075/v5/public/linear")]
    [InlineData(BybitEnvironment.Paper, "https://paper.example.org/", "wss://paper.example.org/v5/private", "wss://paper.example.org/v5/public/linear")]
    public void Addresses_follow_the_environment_or_the_rest_address(
        BybitEnvironment environment, string? baseUrl, string expectedPrivate, string expectedPublic)
    {
        var addresses = new StreamAddresses(new BybitOptions { Environment = environment, BaseUrl = baseUrl });

        Assert.Equal((new Uri(expectedPrivate), new Uri(expectedPublic)), (addresses.Private, addresses.Public(Category.Linear)));
    }

    [Fact]
    public void Settings_of_their_own_win()
    {
        var addresses = new StreamAddresses(new BybitOptions { BaseUrl = "http://localhost:1", PrivateStreamUrl = "ws://localhost:2", PublicStreamUrl = "wss://prices.example.org" });

        Assert.Equal("ws://localhost:2/v5/private", addresses.Private.ToString());
        Assert.Equal("wss://prices.example.org/v5/public/option", addresses.Public(Category.Option).ToString());
    }

    [Fact]
    public void New_connections_are_capped_however_often_they_fail()
    {
        var time = new FakeTimeProvider();
        var timing = new ConnectionThrottle(
            new StreamTiming { ConnectionsPerFiveMinutes = 5, LongestDelay = TimeSpan.FromMilliseconds(1) }, time);
        var tries = Enumerable.Range(0, 12).Select(_ => timing.WaitAsync(failures: 0, TestContext.Current.CancellationToken)).ToList();

        Assert.Equal(5, tries.Count(one => one.IsCompleted));
        time.Advance(TimeSpan.FromMinutes(5.01));
        Assert.Equal(10, tries.Count(one => one.IsCompleted));
    }

    [Fact]
    public void Pauses_grow_with_failures_up_to_their_limit_and_hold_some_chance()
    {
        var timing = new ConnectionThrottle(new StreamTiming(), TimeProvider.System);

        Assert.Equal(TimeSpan.Zero, timing.Delay(0));
        Assert.All(Enumerable.Range(0, 50), _ => Assert.InRange(timing.Delay(1).TotalMilliseconds, 250, 500));
        Assert.All(Enumerable.Range(0, 50), _ => Assert.InRange(timing.Delay(60).TotalSeconds, 15, 30));
        Assert.True(Enumerable.Range(0, 50).Select(_ => timing.Delay(5)).Distinct().Count() > 1);
    }
}
