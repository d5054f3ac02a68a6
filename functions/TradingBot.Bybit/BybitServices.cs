using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TradingBot.Bybit.Account;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Market;
using TradingBot.Bybit.Orders;
using TradingBot.Bybit.Positions;
using TradingBot.Bybit.RateLimits;
using TradingBot.Bybit.Settings;
using TradingBot.Bybit.Streams;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;

namespace TradingBot.Bybit;

/// <summary>
/// The one call that wires Bybit: registers <see cref="IExchange"/>, <see cref="IExchangeStream"/> and <see cref="BybitKeyCheck"/>.
/// </summary>
public static class BybitServices
{
    private const string ClientName = "TradingBot.Bybit";
    private const string PaperCredential = "paper";
    private const long LargestAnswer = 32 * 1024 * 1024;

    /// <summary>
    /// Reads section "Bybit" and the switch "Trading:AllowMainnet" of the whole configuration. Where an <see cref="IExchangeKeys"/> is
    /// registered, before or after, its pair is used and not the settings'.
    /// </summary>
    public static IServiceCollection AddBybit(this IServiceCollection services, IConfiguration configuration) =>
        services.AddBybit(options => Read(configuration, options));

    /// <summary>What the settings say, unchecked.</summary>
    /// <exception cref="InvalidOperationException">A text is not of its setting's type.</exception>
    public static BybitOptions Read(IConfiguration configuration)
    {
        var options = new BybitOptions();
        Read(configuration, options);
        return options;
    }

    public static IServiceCollection AddBybit(this IServiceCollection services, Action<BybitOptions> configure)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<BybitOptions>, BybitOptionsValidator>();
        services.AddOptions<BybitOptions>().Configure(configure).PostConfigure(GivePaperCredentials).ValidateOnStart();
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<BybitOptions>>().Value);
        services.AddSingleton(static provider => new TradedExchange(
            EnumNames.Write(Options(provider).Environment), Options(provider).AllowMainnet));
        AddHttp(services);
        AddClients(services);
        AddStreams(services);
        services.AddSingleton<IExchange, BybitExchange>();
        services.AddSingleton(static provider => new BybitKeyCheck(provider.GetRequiredService<BybitReader>()));
        services.AddHostedService<ApiKeyStartupCheck>();
        return services;
    }

    private static void Read(IConfiguration configuration, BybitOptions options)
    {
        // Blank counts as not set.
        var written = configuration.GetSection(BybitOptions.Section).AsEnumerable()
            .Where(static pair => !string.IsNullOrWhiteSpace(pair.Value));
        new ConfigurationBuilder().AddInMemoryCollection(written).Build().GetSection(BybitOptions.Section).Bind(options);
        // Only the trading switch counts; the same name inside "Bybit" would make one setting enough for real money.
        options.AllowMainnet = configuration[BybitOptions.AllowMainnetKey] is { } text && !string.IsNullOrWhiteSpace(text)
            && configuration.GetValue<bool>(BybitOptions.AllowMainnetKey);
    }

    private static void GivePaperCredentials(BybitOptions options)
    {
        if (options.Environment != BybitEnvironment.Paper)
            return;
        options.ApiKey = string.IsNullOrWhiteSpace(options.ApiKey) ? PaperCredential : options.ApiKey;
        options.ApiSecret = string.IsNullOrWhiteSpace(options.ApiSecret) ? PaperCredential : options.ApiSecret;
    }

    private static void AddHttp(IServiceCollection services)
    {
        services.AddHttpClient(ClientName)
            // The factory's own logging can write signed headers.
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigureHttpClient(static (provider, client) =>
            {
                var options = provider.GetRequiredService<BybitOptions>();
                client.BaseAddress = string.IsNullOrWhiteSpace(options.BaseUrl)
                    ? BybitHosts.DefaultFor(options.Environment)
                    : new Uri(options.BaseUrl);
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = LargestAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
            {
                // A redirect would send an order a second time.
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                PooledConnectionLifetime = TimeSpan.FromMinutes(10),
                PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            });
        services.AddSingleton<BackoffGate>();
        services.AddSingleton<IExchangePause>(static provider => provider.GetRequiredService<BackoffGate>());
        services.AddSingleton<RateLimiter>();
        services.AddSingleton<Redactor>();
        services.AddSingleton(static provider => new SigningKeys(
            Options(provider), provider.GetRequiredService<Redactor>(), provider.GetService<IExchangeKeys>()));
        services.AddSingleton(static provider => ActivatorUtilities.CreateInstance<BybitTransport>(
            provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(ClientName)));
        services.AddSingleton<BybitClock>();
        services.AddSingleton<BybitHttp>();
        services.AddSingleton<BybitReader>();
        services.AddSingleton<BybitWriter>();
        services.AddSingleton<TimeWindows>();
    }

    private static void AddClients(IServiceCollection services)
    {
        services.AddSingleton<MarketData>();
        services.AddSingleton<MarketHistory>();
        services.AddSingleton<InstrumentCatalog>();
        services.AddSingleton<RiskTiers>();
        services.AddSingleton<FeeRates>();
        services.AddSingleton<WalletReader>();
        services.AddSingleton<AccountReader>();
        services.AddSingleton<PositionModes>();
        services.AddSingleton<PositionReader>();
        services.AddSingleton<PositionModeRetry>();
        services.AddSingleton<ClosedPnlReader>();
        services.AddSingleton<ClosedOptionReader>();
        services.AddSingleton<TradingStopClient>();
        services.AddSingleton<PositionSettingsClient>();
        services.AddSingleton<OrderReader>();
        services.AddSingleton<ExecutionMapping>();
        services.AddSingleton<ExecutionReader>();
        services.AddSingleton<OrderOutcomeResolver>();
        services.AddSingleton<OrderClient>();
        services.AddSingleton<CancelAllClient>();
        services.AddSingleton<BatchSender>();
        services.AddSingleton<BatchOrderClient>();
    }

    private static void AddStreams(IServiceCollection services)
    {
        services.TryAddSingleton(new StreamTiming());
        services.AddSingleton<StreamAddresses>();
        services.AddSingleton<ConnectionThrottle>();
        services.AddSingleton<StreamHandshake>();
        services.AddSingleton<TickerStreams>();
        services.AddSingleton<StreamHub>();
        services.AddSingleton<IExchangeStream>(static provider => provider.GetRequiredService<StreamHub>());
        services.AddSingleton<AccountEventPublisher>();
        services.AddSingleton<AccountMessageHandler>();
        services.AddSingleton<StreamBackfill>();
        services.AddSingleton<AccountStream>();
        services.AddHostedService<StreamService>();
    }

    private static BybitOptions Options(IServiceProvider provider) => provider.GetRequiredService<BybitOptions>();
}
