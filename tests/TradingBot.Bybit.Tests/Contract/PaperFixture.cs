using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBot.Bybit.Account;
using TradingBot.Bybit.Settings;
using TradingBot.Bybit.Streams;
using TradingBot.Core.Exchange;
using TradingBot.PaperExchange;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.Bybit.Tests.Contract;

/// <summary>The Bybit client talking HTTP and WebSocket to a paper exchange whose prices only a test moves.</summary>
internal sealed class PaperFixture : IAsyncDisposable
{
    private readonly PaperExchangeHost _paper;
    private readonly ServiceProvider _services;
    private readonly HttpClient _controls;

    private PaperFixture(PaperExchangeHost paper, Action<BybitOptions>? configure, StreamTiming? timing)
    {
        _paper = paper;
        _controls = new HttpClient { BaseAddress = paper.BaseUrl };
        State = new ExchangeState(_controls);
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Time);
        if (timing is not null)
            services.AddSingleton(timing);
        _services = services
            .AddBybit(options =>
            {
                options.BaseUrl = paper.BaseUrl.ToString();
                configure?.Invoke(options);
            })
            .BuildServiceProvider();
    }

    public IExchange Exchange => _services.GetRequiredService<IExchange>();

    public IExchangeStream Stream => _services.GetRequiredService<IExchangeStream>();

    public BybitKeyCheck KeyCheck => _services.GetRequiredService<BybitKeyCheck>();

    /// <summary>The client's clock; the exchange's own is the machine's.</summary>
    public SkippingTime Time { get; } = new();

    /// <summary>What the exchange holds, read without the client.</summary>
    public ExchangeState State { get; }

    public static async Task<PaperFixture> OpenAsync(
        CancellationToken token, Dictionary<string, decimal>? wallet = null,
        Action<BybitOptions>? configure = null, StreamTiming? timing = null)
    {
        var options = new PaperExchangeOptions { Port = 0, AutoPrices = false };
        var paper = new PaperExchangeHost(wallet is null ? options : options with { InitialWallet = wallet }, NullLoggerFactory.Instance);
        await paper.StartAsync(token);
        return new PaperFixture(paper, configure, timing);
    }

    public Task StartStreamAsync(CancellationToken token) =>
        _services.GetServices<IHostedService>().OfType<StreamService>().Single().StartAsync(token);

    public Task StopStreamAsync() =>
        _services.GetServices<IHostedService>().OfType<StreamService>().Single().StopAsync(CancellationToken.None);

    public Task PriceAsync(string category, string symbol, string price, CancellationToken token) =>
        ControlAsync("/sim/prices", new { category, symbol, price }, token);

    public Task FaultAsync(string path, Fault fault, CancellationToken token) =>
        ControlAsync(
            "/sim/faults", new { path, kind = FaultRequests.KindOf(fault), retCode = FaultRequests.NumberOf(fault) ?? 10016 }, token);

    public Task FaultAsync(object fault, CancellationToken token) => ControlAsync("/sim/faults", fault, token);

    /// <summary>How many requests of this route reached the exchange.</summary>
    public async Task<int> CountAsync(string path, CancellationToken token)
    {
        var log = await _controls.GetFromJsonAsync<System.Text.Json.JsonElement>($"/sim/requests?path={path}", token);
        return log.GetProperty("requests").GetArrayLength();
    }

    public async ValueTask DisposeAsync()
    {
        _controls.Dispose();
        await _services.DisposeAsync();
        await _paper.DisposeAsync();
    }

    private async Task ControlAsync(string path, object body, CancellationToken token)
    {
        using var response = await _controls.PostAsJsonAsync(path, body, token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(token));
    }
}
