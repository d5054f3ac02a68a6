using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.Simulation;

namespace TradingBot.PaperExchange.Hosting;

/// <summary>Drives prices at a steady pace, and with them what the clock alone calls for, which goes on while prices stand still.</summary>
internal sealed class PriceTicker(ExchangeSimulator simulator, PaperExchangeOptions options)
{
    public async Task RunAsync(CancellationToken token)
    {
        using var timer = new PeriodicTimer(options.TickInterval, options.TimeProvider);
        while (await timer.WaitForNextTickAsync(token))
        {
            if (options.AutoPrices)
                simulator.Tick(options.TickInterval);
            simulator.KeepTime();
        }
    }
}
