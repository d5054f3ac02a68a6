using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TradingBot.Bybit.Tests.Stub;

/// <summary>A real HTTP server that answers what a test tells it to, and remembers all that arrived.</summary>
internal sealed class StubExchange : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ConcurrentQueue<StubRequest> _requests = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task>>> _scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _last = new(StringComparer.Ordinal);

    private StubExchange(WebApplication web) => _web = web;

    public Uri BaseUrl =>
        new(_web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    /// <summary>What this exchange's sockets do.</summary>
    public StubStreams Streams { get; } = new();

    public IReadOnlyList<StubRequest> Requests => [.. _requests];

    public static async Task<StubExchange> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new StubExchange(builder.Build());
        stub._web.UseWebSockets();
        stub._web.Run(stub.AnswerAsync);
        stub.When("/v5/market/time", StubReplies.Time());
        await stub._web.StartAsync();
        return stub;
    }

    /// <summary>The replies in order; the last one repeats.</summary>
    public StubExchange When(string path, params Func<HttpContext, Task>[] replies)
    {
        _scripts[path] = new ConcurrentQueue<Func<HttpContext, Task>>(replies);
        _last[path] = replies[^1];
        return this;
    }

    public StubExchange When(string path, string resultJson) => When(path, StubReplies.Ok(resultJson));

    public int Count(string path) => _requests.Count(request => request.Path == path);

    public StubRequest Single(string path) => Assert.Single(_requests, request => request.Path == path);

    public async ValueTask DisposeAsync()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _web.StopAsync(hurry.Token);
        await _web.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            await Streams.ServeAsync(context);
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? target : target[..mark];
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _requests.Enqueue(new StubRequest(context.Request.Method, path, mark < 0 ? "" : target[(mark + 1)..], body, headers));
        if (_scripts.TryGetValue(path, out var script) && script.TryDequeue(out var reply))
            await reply(context);
        else if (_last.TryGetValue(path, out var last))
            await last(context);
        else
            await StubReplies.Code(10017, string.Create(CultureInfo.InvariantCulture, $"no script for {path}"))(context);
    }
}
