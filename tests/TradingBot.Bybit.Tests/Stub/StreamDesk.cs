using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TradingBot.Bybit.Streams;
using TradingBot.Core.Exchange;
using TradingBot.TestKit;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Stub;

/// <summary>A client with streams on, an account without anything in it, and one listener that writes down what it hears.</summary>
internal sealed class StreamDesk : IAsyncDisposable
{
    public const string Wealth = """{"list":[{"totalEquity":"100","totalWalletBalance":"100","totalPerpUPL":"0","coin":[{"coin":"USDT","equity":"100","walletBalance":"100","usdValue":"100"}]}]}""";

    private readonly Desk _desk;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<VenueEvent> _heard = new();
    private readonly StreamService _service;
    private Task _listening = Task.CompletedTask;

    private StreamDesk(Desk desk)
    {
        _desk = desk;
        _service = desk.Get<IEnumerable<IHostedService>>().OfType<StreamService>().Single();
    }

    public StubVenue Venue => _desk.Venue;

    public CapturedLog Log => _desk.Log;

    public IVenueStream Stream => _desk.Get<IVenueStream>();

    public IReadOnlyList<VenueEvent> Heard => [.. _heard];

    public StubSocket Socket => Venue.Streams.Sockets[^1];

    public static async Task<StreamDesk> OpenAsync(
        Action<StubVenue>? prepare = null, StreamPace? pace = null, Action<IServiceCollection>? more = null)
    {
        var venue = await StubVenue.StartAsync();
        venue.When(Realtime, Nothing).When(History, Nothing).When(Executions, Nothing).When(PositionList, Nothing).When(Wallet, Wealth);
        prepare?.Invoke(venue);
        pace ??= new StreamPace { FirstDelay = TimeSpan.FromMilliseconds(10), LongestDelay = TimeSpan.FromMilliseconds(200), SecondLook = TimeSpan.FromMinutes(1) };
        var desk = new StreamDesk(Desk.Open(
            venue, venue.BaseUrl, options =>
            {
                options.Streams = true;
                options.ReadTimeout = TimeSpan.FromSeconds(20);
            },
            services: services =>
            {
                services.AddSingleton(pace);
                more?.Invoke(services);
            }));
        desk._listening = desk.ListenAsync();
        await desk._service.StartAsync(CancellationToken.None);
        return desk;
    }

    /// <summary>Waits until the stream has been trusted so many times.</summary>
    public Task LiveAsync(int times = 1) =>
        HearAsync(heard => heard.Count(news => news is VenueEvent.Recovered) >= times, $"the stream is live {times} times");

    public Task HearAsync(Func<IReadOnlyList<VenueEvent>, bool> condition, string what) => Eventually.TrueAsync(
        () => condition(Heard), $"{what}; heard so far: {string.Join("; ", Heard)}", TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    public IReadOnlyList<string> Fills => [.. Heard.OfType<VenueEvent.Executed>().Select(news => news.Execution.ExecId)];

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync(CancellationToken.None);
        await _stop.CancelAsync();
        await _listening;
        _stop.Dispose();
        await _desk.DisposeAsync();
    }

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var news in Stream.ListenAsync(_stop.Token))
                _heard.Enqueue(news);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
