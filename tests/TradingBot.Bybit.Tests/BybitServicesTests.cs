using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TradingBot.Bybit.Account;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Settings;
using TradingBot.Bybit.Streams;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Tests;

/// <summary>What one call registers, and how the connections are set up.</summary>
public sealed class BybitServicesTests
{
    private const string ClientName = "TradingBot.Bybit";

    [Theory]
    [InlineData(BybitEnvironment.Demo, false, null, "demo", "https://api-demo.bybit.com/")]
    [InlineData(BybitEnvironment.Testnet, false, null, "testnet", "https://api-testnet.bybit.com/")]
    [InlineData(BybitEnvironment.Mainnet, true, null, "mainnet", "https://api.bybit.com/")]
    [InlineData(BybitEnvironment.Testnet, true, "https://paper.example.org", "testnet", "https://paper.example.org/")]
    [InlineData(BybitEnvironment.Paper, false, "http://127.0.0.1:7075", "paper", "http://127.0.0.1:7075/")]
    public void Exchange_that_is_traded_is_named_and_spoken_to_at_its_address(
        BybitEnvironment environment, bool allowsMainnet, string? baseUrl, string name, string address)
    {
        using var services = Build(options =>
            (options.Environment, options.AllowMainnet, options.BaseUrl) = (environment, allowsMainnet, baseUrl));

        Assert.Equal(new TradedExchange(name, allowsMainnet), services.GetRequiredService<TradedExchange>());
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(ClientName);
        Assert.Equal(new Uri(address), client.BaseAddress);
        // Each call has a time limit of its own.
        Assert.Equal((Timeout.InfiniteTimeSpan, 32 * 1024 * 1024), (client.Timeout, client.MaxResponseContentBufferSize));
    }

    [Fact]
    public void Connections_follow_no_redirect_keep_no_cookie_and_do_not_grow_old()
    {
        using var services = Build(static _ => { });

        var handler = services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(ClientName);
        var outer = new List<string>();
        while (handler is DelegatingHandler { InnerHandler: { } inner } around)
        {
            outer.Add(around.GetType().Name);
            handler = inner;
        }

        var sockets = Assert.IsType<SocketsHttpHandler>(handler);
        Assert.Equal(
            (false, false, DecompressionMethods.All),
            (sockets.AllowAutoRedirect, sockets.UseCookies, sockets.AutomaticDecompression));
        Assert.Equal(
            (TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(2)), (sockets.PooledConnectionLifetime, sockets.PooledConnectionIdleTimeout));
        // The factory's own logging can write signed headers.
        Assert.DoesNotContain(outer, static name => name.Contains("Logging", StringComparison.Ordinal));
    }

    [Fact]
    public void Key_check_and_stream_run_beside_the_bot_and_one_pause_is_shared_by_all()
    {
        using var services = Build(static _ => { });

        Assert.Equal(
            [nameof(ApiKeyStartupCheck), nameof(StreamService)],
            services.GetServices<IHostedService>().Select(static service => service.GetType().Name).Order());
        Assert.Same(services.GetRequiredService<BackoffGate>(), services.GetRequiredService<IExchangePause>());
        Assert.Same(services.GetRequiredService<StreamHub>(), services.GetRequiredService<IExchangeStream>());
        Assert.Same(TimeProvider.System, services.GetRequiredService<TimeProvider>());
        Assert.NotNull(services.GetRequiredService<IExchange>());
        Assert.NotNull(services.GetRequiredService<BybitKeyCheck>());
    }

    [Fact]
    public void Settings_that_are_wrong_end_the_start_and_not_the_first_call()
    {
        using var services = Build(static options => options.RecvWindow = 1);

        Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);
    }

    [Theory]
    [InlineData(BybitEnvironment.Paper, null, null, "paper", "paper")]
    [InlineData(BybitEnvironment.Paper, "k", null, "k", "paper")]
    [InlineData(BybitEnvironment.Paper, " ", "s", "paper", "s")]
    [InlineData(BybitEnvironment.Demo, "k", "s", "k", "s")]
    public void Paper_alone_has_a_pair_of_its_own_where_none_is_given(
        BybitEnvironment environment, string? key, string? secret, string expectedKey, string expectedSecret)
    {
        using var services = Build(options =>
        {
            (options.Environment, options.BaseUrl) = (environment, "https://paper.example.org");
            (options.ApiKey, options.ApiSecret) = (key, secret);
        });

        var options = services.GetRequiredService<BybitOptions>();
        Assert.Equal((expectedKey, expectedSecret), (options.ApiKey, options.ApiSecret));
    }

    [Fact]
    public void Settings_are_those_that_the_documents_name_where_nothing_is_set()
    {
        var options = new BybitOptions();

        Assert.Equal(
            (BybitEnvironment.Paper, false, false, false, 5000),
            (options.Environment, options.Streams, options.WithoutKeys, options.AllowMainnet, options.RecvWindow));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(3)), (options.ReadTimeout, options.WriteTimeout));
    }

    private static ServiceProvider Build(Action<BybitOptions> configure) => new ServiceCollection()
        .AddBybit(options =>
        {
            (options.Environment, options.ApiKey, options.ApiSecret) = (BybitEnvironment.Demo, "k", "s");
            configure(options);
        })
        .BuildServiceProvider();
}
