using Microsoft.Extensions.Hosting;

namespace TradingBot.PaperExchange.Hosting;

/// <summary>Leaves signals and console messages to whoever started the exchange.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken token) => Task.CompletedTask;

    public Task StopAsync(CancellationToken token) => Task.CompletedTask;
}
