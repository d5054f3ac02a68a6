using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Randomness;

namespace TradingBot.PaperExchange.Options;

/// <summary>What others seem to hold and trade of an option: drawn once from the seed.</summary>
internal sealed record OptionLife(decimal OpenInterest, decimal Volume, decimal TotalVolume)
{
    private const decimal InterestInUsdt = 2_000_000;

    public static OptionLife Of(ulong seed, OptionSymbol symbol, Instrument row)
    {
        var random = new SeededRandom(seed ^ symbol.Text.Aggregate(41UL, (hash, letter) => hash * 31 + letter));
        var interest = row.FloorToStep(InterestInUsdt / symbol.Strike * (decimal)random.NextUnit());
        var volume = row.FloorToStep(interest * (decimal)random.NextUnit() / 10);
        return new OptionLife(interest, volume, interest + volume);
    }
}
