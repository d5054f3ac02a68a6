using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TradingBot.Bybit.Streams;
using TradingBot.Core.Exchange;
using TradingBot.TestKit;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Stub;

/// <summary>A client with streams on, an account without anything in it, and one listener that writes down what it hears.</summary>
internal sealed class StreamFixture : IAsyncDisposable
{
    public const string Wealth = """{"list":[{"totalEquity":"100","totalWalletBalance":"100","totalPerpUPL":"0","coin":[{"coin":"USDT","equity":"100","walletBalance":"100","usdValue":"100"}]}]}""";

    private readonly BybitFixture _fixture;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ExchangeEvent> _heard = new();
    private readonly StreamService _service;
    private Task _listening = Task.CompletedTask;

    private StreamFixture(BybitFixture fixture)
    {
        _fixture = fixture;
        _service = fixture.Get<IEnumerable<IHostedService>>().OfType<StreamService>().Single();
    }

    public StubExchange Stub => _fixture.Stub;

    public CapturedLog Log => _fixture.Log;

    public IExchangeStream Stream => _fixture.Get<IExchangeStream>();

    public IReadOnlyList<ExchangeEvent> Heard => [.. _heard];

    public StubSocket Socket => Stub.Streams.Sockets[^1];

    public T Get<T>()
        where T : notnull => _fixture.Get<T>();

    public static async Task<StreamFixture> OpenAsync(
        Action<StubExchange>? prepare = null, StreamTiming? timing = null, Action<IServiceCollection>? more = null,
        TimeProvider? time = null)
    {
        var stub = await StubExchange.StartAsync();
        stub.When(Realtime, Nothing).When(History, Nothing).When(Executions, Nothing).When(PositionList, Nothing).When(Wallet, Wealth);
        prepare?.Invoke(stub);
        timing ??= new StreamTiming
        {
            FirstDelay = TimeSpan.FromMilliseconds(10),
            LongestDelay = TimeSpan.FromMilliseconds(200),
            FollowUpReread = TimeSpan.FromMinutes(1),
        };
        var fixture = new StreamFixture(BybitFixture.Open(
            stub, stub.BaseUrl, options =>
            {
                options.Streams = true;
                options.ReadTimeout = TimeSpan.FromSeconds(20);
            },
            time,
            services =>
            {
                services.AddSingleton(timing);
                more?.Invoke(services);
            }));
        fixture._listening = fixture.ListenAsync();
        await fixture._service.StartAsync(CancellationToken.None);
        return fixture;
    }

    /// <summary>Waits until the stream has been trusted so many times.</summary>
    public Task LiveAsync(int times = 1) =>
        HearAsync(heard => heard.Count(change => change is ExchangeEvent.Recovered) >= times, $"the stream is live {times} times");

    public Task HearAsync(Func<IReadOnlyList<ExchangeEvent>, bool> condition, string what) => Eventually.TrueAsync(
        () => condition(Heard), $"{what}; heard so far: {string.Join("; ", Heard)}", TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    public IReadOnlyList<string> Fills => [.. Heard.OfType<ExchangeEvent.Executed>().Select(change => change.Execution.ExecId)];

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync(CancellationToken.None);
        await _stop.CancelAsync();
        await _listening;
        _stop.Dispose();
        await _fixture.DisposeAsync();
    }

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var change in Stream.ListenAsync(_stop.Token))
                _heard.Enqueue(change);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
