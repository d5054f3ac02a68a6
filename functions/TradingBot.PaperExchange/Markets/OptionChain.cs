using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Options;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Markets;

/// <summary>The board of options: lists series as their time comes, adds strikes as the index moves, and knows what may be traded.</summary>
internal static class OptionChain
{
    private const int StrikesEachWay = 10;

    /// <summary>True when a series is to be listed or to get more strikes.</summary>
    public static bool IsDue(Ledger ledger) => Due(ledger).Any();

    /// <summary>Brings the board up to date.</summary>
    public static void Roll(Ledger ledger)
    {
        foreach (var series in Due(ledger).ToList())
            ledger.OptionSeries.Put(series.Seq == 0 ? series with { Seq = ledger.NextSequence() } : series);
    }

    /// <summary>Price of the coin itself: its spot pair.</summary>
    public static decimal Index(Ledger ledger, string coin) => ledger.Last(Category.Spot, coin + OptionSymbol.SettleCoin);

    /// <summary>The option of that name if it may be traded now.</summary>
    public static OptionSymbol? Trading(Ledger ledger, string? text) =>
        OptionSymbol.Parse(text) is { } symbol && ledger.OptionSeries.Find(symbol.Series) is { } series
            && series.IsTrading(ledger.Now) && series.Holds(symbol) ? symbol : null;

    /// <summary>True for every option that is or ever was on the board.</summary>
    public static bool IsKnown(Ledger ledger, string? text) =>
        OptionSymbol.Parse(text) is { } symbol && ledger.OptionSeries.Find(symbol.Series) is { } series && series.Holds(symbol);

    /// <summary>Soonest expiry first, then by strike.</summary>
    public static IEnumerable<OptionSymbol> Board(Ledger ledger, string coin) => ledger.OptionSeries.All
        .Where(series => series.Coin == coin && series.IsTrading(ledger.Now))
        .OrderBy(series => series.ExpiresAt)
        .SelectMany(series => series.Symbols());

    private static IEnumerable<OptionSeries> Due(Ledger ledger)
    {
        var expiries = OptionCalendar.At(ledger.Now);
        foreach (var terms in OptionTerms.All)
        {
            var index = Index(ledger, terms.Coin);
            foreach (var expiry in expiries)
            {
                var step = terms.StrikeStep(expiry - ledger.Now);
                var known = ledger.OptionSeries.Find(OptionSymbol.SeriesOf(terms.Coin, expiry));
                var wanted = Cover(ledger, terms, expiry, known, step, index);
                if (wanted != known)
                    yield return wanted;
            }
        }
    }

    /// <summary>The series with enough strikes on both sides of the index. Strikes once listed stay until they expire.</summary>
    private static OptionSeries Cover(Ledger ledger, OptionTerms terms, DateTimeOffset expiry, OptionSeries? known, decimal step, decimal index)
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
                LaunchedAt = ledger.Now,
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
