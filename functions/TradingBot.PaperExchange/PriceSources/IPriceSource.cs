using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.PriceSources;

/// <summary>Where prices come from. Moves them inside a command of the simulator, one step of time after the other.</summary>
internal interface IPriceSource
{
    /// <summary>Where a new data folder starts; null leaves the start to the instrument.</summary>
    decimal? StartPrice(Instrument instrument);

    /// <summary>
    /// Lets the given time pass. Calls <paramref name="settle"/> with a coin after each of its prices that orders must
    /// see, so that a fast replay skips no extreme.
    /// </summary>
    void Advance(ExchangeState state, TimeSpan step, Action<string> settle);

    /// <summary>Work beside the ticks, such as asking a real exchange; ends when cancelled or at once.</summary>
    Task RunAsync(CancellationToken token);

    PriceSourceState Describe();
}
