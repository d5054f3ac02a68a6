using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBot.Core.Ports;
using TradingBot.PaperExchange;

namespace TradingBot.Bybit.Tests.Contract;

/// <summary>The Bybit client talking HTTP to a paper exchange whose prices only a test moves.</summary>
internal sealed class PaperDesk : IAsyncDisposable
{
    private readonly PaperExchangeHost _venue;
    private readonly ServiceProvider _services;
    private readonly HttpClient _controls;

    private PaperDesk(PaperExchangeHost venue)
    {
        _venue = venue;
        _controls = new HttpClient { BaseAddress = venue.BaseUrl };
        _services = new ServiceCollection().AddBybit(options => options.BaseUrl = venue.BaseUrl.ToString()).BuildServiceProvider();
    }

    public IExchange Exchange => _services.GetRequiredService<IExchange>();

    public BybitKeyCheck KeyCheck => _services.GetRequiredService<BybitKeyCheck>();

    public static async Task<PaperDesk> OpenAsync(CancellationToken token)
    {
        var venue = new PaperExchangeHost(new PaperExchangeOptions { Port = 0, AutoPrices = false, FundingRate = 0 }, NullLoggerFactory.Instance);
        await venue.StartAsync(token);
        return new PaperDesk(venue);
    }

    public Task PriceAsync(string category, string symbol, string price, CancellationToken token) =>
        ControlAsync("/sim/prices", new { category, symbol, price }, token);

    public Task FaultAsync(string path, string kind, CancellationToken token, int retCode = 10016) =>
        ControlAsync("/sim/faults", new { path, kind, retCode }, token);

    /// <summary>How many requests of this route reached the venue.</summary>
    public async Task<int> CountAsync(string path, CancellationToken token)
    {
        var log = await _controls.GetFromJsonAsync<System.Text.Json.JsonElement>($"/sim/requests?path={path}", token);
        return log.GetProperty("requests").GetArrayLength();
    }

    public async ValueTask DisposeAsync()
    {
        _controls.Dispose();
        await _services.DisposeAsync();
        await _venue.DisposeAsync();
    }

    private async Task ControlAsync(string path, object body, CancellationToken token)
    {
        using var response = await _controls.PostAsJsonAsync(path, body, token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(token));
    }
}
