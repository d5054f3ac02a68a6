namespace TradingBot.PaperExchange;

/// <summary>Drives the random walk at a steady pace.</summary>
internal sealed class PriceTicker(Venue venue, PaperExchangeOptions options)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!options.AutoPrices)
            return;
        using var timer = new PeriodicTimer(options.TickInterval, options.TimeProvider);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            venue.Tick(options.TickInterval);
    }
}
