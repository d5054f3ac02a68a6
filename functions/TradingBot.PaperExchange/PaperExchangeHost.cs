using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBot.PaperExchange.Hosting;
using TradingBot.PaperExchange.PriceSources;
using TradingBot.PaperExchange.PriceSources.Live;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.Simulation;

namespace TradingBot.PaperExchange;

/// <summary>
/// A simulated exchange that speaks Bybit V5 on a loopback port of its own. It shares nothing with the host that
/// starts it but the logger factory.
/// </summary>
public sealed class PaperExchangeHost(PaperExchangeOptions options, ILoggerFactory loggerFactory) : IHostedService, IAsyncDisposable
{
    private readonly ILogger<PaperExchangeHost> _logger = loggerFactory.CreateLogger<PaperExchangeHost>();
    private readonly CancellationTokenSource _stop = new();
    private WebApplication? _web;
    private ExchangeSimulator? _simulator;
    private IPriceSource? _prices;
    private Task _work = Task.CompletedTask;
    private Uri? _baseUrl;

    /// <summary>Address with the real port. Known once started.</summary>
    /// <exception cref="InvalidOperationException">The exchange does not run.</exception>
    public Uri BaseUrl => _baseUrl ?? throw new InvalidOperationException("The paper exchange is not running.");

    /// <summary>Looks for what would stand in the way of a start, and makes nothing.</summary>
    /// <exception cref="PaperExchangeStartException">The port is taken, or files to replay are faulty.</exception>
    public static void EnsureStartable(PaperExchangeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (PriceSourceFactory.Create(options, NullLogger.Instance) as IDisposable)?.Dispose();
        try
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            // As Kestrel binds: a port in TIME_WAIT is free, one that is listened on is not.
            if (!OperatingSystem.IsWindows())
                probe.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
            probe.Bind(new IPEndPoint(IPAddress.Loopback, options.Port));
            probe.Listen();
        }
        catch (SocketException taken)
        {
            throw PortTaken(options.Port, taken);
        }
    }

    /// <exception cref="PaperExchangeStartException">The port or the data folder is taken, or files to replay are faulty.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _prices = PriceSourceFactory.Create(options, _logger);
        // The first prices decide where a new data folder starts; an exchange that does not answer must not keep us.
        if (_prices is LivePrices live)
            await live.PollAsync(cancellationToken);
        _simulator = new ExchangeSimulator(options, _prices);
        var outcomes = new DelayedOutcomes(_simulator, options);
        var gateway = new Gateway(_simulator, outcomes, options, _stop.Token);
        _web = Build(gateway);
        try
        {
            await _web.StartAsync(cancellationToken);
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            await StopAsync(cancellationToken);
            throw PortTaken(options.Port, fault);
        }

        _baseUrl = new Uri(
            _web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        outcomes.Resume();
        _work = Task.WhenAll(
            RunAsync(outcomes.RunAsync), RunAsync(new PriceTicker(_simulator, options).RunAsync), RunAsync(_prices.RunAsync));
        PaperExchangeLog.Started(_logger, _baseUrl, options.DataFolder ?? "memory");
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _work;
        if (_web is { } web)
        {
            _web = null;
            await web.StopAsync(cancellationToken);
            await web.DisposeAsync();
        }

        _simulator?.Dispose();
        _simulator = null;
        (_prices as IDisposable)?.Dispose();
        _prices = null;
        _baseUrl = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stop.Dispose();
    }

    private static PaperExchangeStartException PortTaken(int port, Exception cause) =>
        new($"Port {port} is in use; choose another with --port or PaperExchange:Port.", cause);

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The ordinary end of a background loop.
        }
        catch (Exception fault) when (LogFailure(fault))
        {
            throw;
        }
    }

    /// <summary>A dead loop would otherwise stay unnoticed until the exchange is stopped.</summary>
    private bool LogFailure(Exception fault)
    {
        PaperExchangeLog.LoopFailed(_logger, fault);
        return false;
    }

    private WebApplication Build(Gateway gateway)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<ILoggerFactory>(new ServerLoggers(loggerFactory));
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        var web = builder.Build();
        web.UseWebSockets();
        web.Run(gateway.HandleAsync);
        return web;
    }
}
