using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.PriceSources;

/// <summary>The seeded walk: the same seed gives the same prices.</summary>
internal sealed class SyntheticPrices : IPriceSource
{
    public decimal? StartPrice(Instrument instrument) => null;

    public void Advance(ExchangeState state, TimeSpan step, Action<string> settle)
    {
        foreach (var coin in PriceWalk.Step(state, step))
            settle(coin);
    }

    public Task RunAsync(CancellationToken token) => Task.CompletedTask;

    public PriceSourceState Describe() => new(PriceSourceKind.Synthetic, "running", "Prices walk at random from a seed.");
}
