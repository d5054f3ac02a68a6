using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Options;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Markets;

/// <summary>
/// The board of options: lists series as their time comes, adds strikes as the index moves, and knows what may be traded.
/// </summary>
internal static class OptionChain
{
    private const int StrikesEachWay = 10;

    /// <summary>True when a series is to be listed or to get more strikes.</summary>
    public static bool IsDue(ExchangeState state) => Due(state).Any();

    /// <summary>Brings the board up to date.</summary>
    public static void Roll(ExchangeState state)
    {
        foreach (var series in Due(state).ToList())
            state.OptionSeries.Put(series.Seq == 0 ? series with { Seq = state.NextSequence() } : series);
    }

    /// <summary>Price of the coin itself: its spot pair.</summary>
    public static decimal Index(ExchangeState state, string coin) => state.Last(Category.Spot, coin + OptionSymbol.SettleCoin);

    /// <summary>The option of that name if it may be traded now.</summary>
    public static OptionSymbol? Trading(ExchangeState state, string? text) =>
        OptionSymbol.Parse(text) is { } symbol && state.OptionSeries.Find(symbol.Series) is { } series
            && series.IsTrading(state.Now) && series.Holds(symbol) ? symbol : null;

    /// <summary>True for every option that is or ever was on the board.</summary>
    public static bool IsKnown(ExchangeState state, string? text) =>
        OptionSymbol.Parse(text) is { } symbol && state.OptionSeries.Find(symbol.Series) is { } series && series.Holds(symbol);

    /// <summary>Soonest expiry first, then by strike.</summary>
    public static IEnumerable<OptionSymbol> Board(ExchangeState state, string coin) => state.OptionSeries.All
        .Where(series => series.Coin == coin && series.IsTrading(state.Now))
        .OrderBy(series => series.ExpiresAt)
        .SelectMany(series => series.Symbols());

    private static IEnumerable<OptionSeries> Due(ExchangeState state)
    {
        var expiries = OptionCalendar.At(state.Now);
        foreach (var terms in OptionTerms.All)
        {
            var index = Index(state, terms.Coin);
            foreach (var expiry in expiries)
            {
                var step = terms.StrikeStep(expiry - state.Now);
                var known = state.OptionSeries.Find(OptionSymbol.SeriesOf(terms.Coin, expiry));
                var wanted = Cover(state, terms, expiry, known, step, index);
                if (wanted != known)
                    yield return wanted;
            }
        }
    }

    /// <summary>The series with enough strikes on both sides of the index. Strikes once listed stay until they expire.</summary>
    private static OptionSeries Cover(
        ExchangeState state, OptionTerms terms, DateTimeOffset expiry, OptionSeries? known, decimal step, decimal index)
    {
        var middle = Math.Round(index / step) * step;
        var lowest = Math.Max(step, middle - StrikesEachWay * step);
        var highest = middle + StrikesEachWay * step;
        if (known is null)
        {
            return new OptionSeries
            {
                Coin = terms.Coin,
                ExpiresAt = expiry,
                LaunchedAt = state.Now,
                StrikeStep = step,
                LowestStrike = lowest,
                HighestStrike = highest,
                Seq = 0,
            };
        }

        // A few strikes of play keep the board still while the index trembles.
        var play = StrikesEachWay / 2 * step;
        var moved = known.LowestStrike > Math.Max(step, middle - play) || known.HighestStrike < middle + play;
        return known with
        {
            StrikeStep = Math.Min(known.StrikeStep, step),
            LowestStrike = moved ? Math.Min(known.LowestStrike, lowest) : known.LowestStrike,
            HighestStrike = moved ? Math.Max(known.HighestStrike, highest) : known.HighestStrike,
        };
    }
}
