using Microsoft.Extensions.Hosting;

namespace TradingBot.PaperExchange.Hosting;

/// <summary>Leaves signals and console messages to whoever started the exchange.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
