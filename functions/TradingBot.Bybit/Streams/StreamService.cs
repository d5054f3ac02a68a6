using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Settings;
using TradingBot.Bybit.Telemetry;

namespace TradingBot.Bybit.Streams;

/// <summary>Keeps the private stream up while the process runs, where streams are switched on.</summary>
internal sealed class StreamService(
    BybitOptions options, AccountStream stream, TimeProvider time, ILogger<StreamService> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Streams)
        {
            try
            {
                await stream.RunAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // The stream only makes things faster: a fault in it, whatever it is, must not end the process that guards positions.
                logger.StreamFailed(fault);
                await Task.Delay(AfterFault, time, stoppingToken);
            }
        }
    }
}
