using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Settings;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Tests.Stub;

/// <summary>A Bybit client wired as in production, talking to a stub exchange.</summary>
internal sealed class BybitFixture : IAsyncDisposable
{
    public const string Key = "test-key-0001";
    public const string Secret = "test-secret-0001";

    private readonly ServiceProvider _services;

    private BybitFixture(StubExchange stub, ServiceProvider services, CapturedLog log)
    {
        Stub = stub;
        _services = services;
        Log = log;
    }

    public static Symbol Btc { get; } = Symbol.Parse("BTCUSDT");

    public StubExchange Stub { get; }

    public CapturedLog Log { get; }

    public IExchange Exchange => _services.GetRequiredService<IExchange>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Soon tired of waiting, for an exchange that never answers.</summary>
    public static void Impatient(BybitOptions options) =>
        (options.WriteTimeout, options.ReadTimeout) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));

    public static async Task<BybitFixture> OpenAsync(Action<BybitOptions>? configure = null)
    {
        var stub = await StubExchange.StartAsync();
        return Open(stub, stub.BaseUrl, configure);
    }

    public static BybitFixture Open(StubExchange stub, Uri baseUrl, Action<BybitOptions>? configure = null,
        TimeProvider? time = null, Action<IServiceCollection>? services = null)
    {
        var log = new CapturedLog();
        var registrations = new ServiceCollection();
        services?.Invoke(registrations);
        registrations.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        registrations.AddSingleton(time ?? TimeProvider.System);
        registrations.AddBybit(options =>
        {
            options.BaseUrl = baseUrl.ToString();
            options.ApiKey = Key;
            options.ApiSecret = Secret;
            // Far longer than a slow machine takes: only silence may look like silence.
            options.WriteTimeout = TimeSpan.FromSeconds(20);
            options.ReadTimeout = TimeSpan.FromSeconds(20);
            configure?.Invoke(options);
        });
        return new BybitFixture(stub, registrations.BuildServiceProvider(validateScopes: true), log);
    }

    public static OrderIntent Buy(Category category = Category.Linear) => new()
    {
        LinkId = OrderLinkId.Parse("0123456789abcdef0123456789abcdef-e0"),
        Category = category,
        Symbol = category == Category.Option ? Symbol.Parse("BTC-27MAR26-70000-P-USDT") : Btc,
        Side = OrderSide.Buy,
        Type = OrderType.Market,
        Quantity = 0.010m,
    };

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Stub.DisposeAsync();
    }
}
