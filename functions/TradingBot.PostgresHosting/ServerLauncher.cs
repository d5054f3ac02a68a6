using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace TradingBot.PostgresHosting;

/// <summary>Brings the postmaster up, waiting for the remains of a killed one to vanish, and up again should it die.</summary>
internal sealed class ServerLauncher(PostgresCluster cluster, EmbeddedPostgresOptions options, ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    // What a postmaster says while another one of the same cluster, or its children, are not quite gone.
    private static readonly string[] LeftoverMessages =
        ["pre-existing shared memory block", "postmaster.pid\" already exists", "is the postmaster"];

    private bool _hasRun;

    public int Port { get; private set; } = options.Port ?? FreePort();

    public async Task<ServerProcess> StartAsync(CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var process = await ServerProcess.LaunchAsync(cluster, Settings(), logger, token);
            if (await BecomesReadyAsync(process, token))
            {
                _hasRun = true;
                return process;
            }

            if (process.Output.Contains("Address already in use") || process.Output.Contains("could not bind"))
                TakeAnotherPort();
            else if (!LeftoverMessages.Any(process.Output.Contains))
                throw new EmbeddedPostgresException($"PostgreSQL does not start on '{cluster.DataFolder}': {process.Output.Summary()}");
            if (watch.Elapsed > StartTimeout)
                throw new EmbeddedPostgresException(
                    $"PostgreSQL still cannot start after {StartTimeout.TotalSeconds:0} s: {process.Output.Summary()}");
            Log.Retrying(logger, process.Output.Summary());
            await Task.Delay(RetryDelay, time, token);
        }
    }

    /// <summary>Returns when stopped; until then a server that ends is started again on the same port.</summary>
    public async Task KeepAliveAsync(ServerProcess process, CancellationToken stopping)
    {
        while (true)
        {
            await Task.WhenAny(process.Exited, Task.Delay(Timeout.InfiniteTimeSpan, time, stopping));
            if (stopping.IsCancellationRequested)
                return;
            Log.EndedUnexpectedly(logger, await process.Exited);
            try
            {
                process = await StartAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (EmbeddedPostgresException failure)
            {
                Log.RestartFailed(logger, failure.Message);
                await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(1), time, stopping));
            }
        }
    }

    private async Task<bool> BecomesReadyAsync(ServerProcess process, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        var logged = false;
        while (!process.Exited.IsCompleted)
        {
            if (PostmasterFile.Read(cluster.DataFolder) is { IsReady: true } file && file.IsAlive(cluster.DataFolder))
                return true;
            if (!logged && watch.Elapsed > TimeSpan.FromSeconds(1))
            {
                Log.StillStarting(logger);
                logged = true;
            }

            await Task.WhenAny(process.Exited, Task.Delay(TimeSpan.FromMilliseconds(10), time, token));
            token.ThrowIfCancellationRequested();
        }

        return false;
    }

    private void TakeAnotherPort()
    {
        if (options.Port is { } wanted)
            throw new EmbeddedPostgresException($"Port {wanted} for the embedded PostgreSQL is in use: free it or choose another.");
        // Clients hold the port of a server that has run; only a first start may move.
        if (!_hasRun)
            Port = FreePort();
    }

    private List<string> Settings()
    {
        List<string> settings =
        [
            "-p", $"{Port}",
            "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=",
            "-c", $"max_connections={options.MaxConnections}",
            "-c", "timezone=UTC",
            "-c", "log_timezone=UTC",
            "-c", "jit=off",
        ];
        if (!options.Durable)
            settings.AddRange(["-c", "fsync=off", "-c", "full_page_writes=off"]);
        return settings;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
