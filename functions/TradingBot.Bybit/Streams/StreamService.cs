using Microsoft.Extensions.Hosting;

namespace TradingBot.Bybit.Streams;

/// <summary>Keeps the private stream up while the process runs, where streams are switched on.</summary>
internal sealed class StreamService(BybitOptions options, AccountStream stream) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => options.Streams ? stream.RunAsync(stoppingToken) : Task.CompletedTask;
}
