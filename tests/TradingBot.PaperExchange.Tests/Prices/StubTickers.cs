using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Tests;

/// <summary>A real HTTP server that answers public tickers as a test tells it to.</summary>
public sealed class StubTickers : IAsyncDisposable
{
    private readonly WebApplication _web;
    private long _stamp = 1_772_366_400_000;

    private StubTickers()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _web = builder.Build();
        _web.Run(AnswerAsync);
    }

    public Uri BaseUrl { get; private set; } = new("http://127.0.0.1");

    /// <summary>Price of every linear symbol; spot stands one higher.</summary>
    public decimal Price { get; set; } = 70_000;

    public int Status { get; set; } = StatusCodes.Status200OK;

    /// <summary>When set, answers keep their stamp, as a cache that no longer hears from its source.</summary>
    public bool StandsStill { get; set; }

    public string? Body { get; set; }

    public static async Task<StubTickers> StartAsync()
    {
        var stub = new StubTickers();
        await stub._web.StartAsync(TestContext.Current.CancellationToken);
        stub.BaseUrl = new Uri(
            stub._web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        return stub;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        var category = context.Request.Query["category"].ToString();
        var price = category == "spot" ? Price + 1 : Price;
        var stamp = StandsStill ? _stamp : Interlocked.Increment(ref _stamp);
        return context.Response.WriteAsync(Body ?? $$$"""
            {"retCode":0,"retMsg":"OK","result":{"category":"{{{category}}}","list":[{"symbol":"{{{context.Request.Query["symbol"]}}}","lastPrice":"{{{Wire.Text(price)}}}"}]},"retExtInfo":{},"time":{{{stamp}}}}
            """);
    }
}
