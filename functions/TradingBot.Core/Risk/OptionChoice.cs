using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Risk;

/// <summary>
/// Chooses the option that an alert buys: of the expiries within the range that have one that may be traded near the strike asked for, the
/// one nearest to the days asked for; of its options, the one nearest to the strike.
/// </summary>
public static class OptionChoice
{
    // A strike so far from what was asked for is another trade.
    private const decimal MostDeltaAway = 0.15m;
    private const decimal MostPercentAway = 5m;

    /// <param name="rule">What is asked for.</param>
    /// <param name="settleCoin">Options settled in another coin are left out.</param>
    /// <param name="stance">Long: calls; short: puts.</param>
    /// <param name="board">Every option of the underlying.</param>
    /// <param name="now">Days to expiry are counted from here.</param>
    /// <param name="why">Why there is none; null when there is one.</param>
    public static OptionQuote? Find(
        OptionRule rule, string settleCoin, Direction stance, IReadOnlyList<OptionQuote> board, DateTimeOffset now, out Denial? why)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(board);
        var kind = stance == Direction.Long ? OptionKind.Call : OptionKind.Put;
        var listed = board.Where(quote => quote.Contract.Kind == kind && quote.Contract.SettleCoin == settleCoin).ToList();
        var inRange = listed.Where(quote => DaysTo(quote, now) is var days && days >= rule.MinDays && days <= rule.MaxDays).ToList();
        var near = inRange.Where(quote => DistanceOf(rule, quote) is { } away && away <= MostAway(rule)).ToList();
        var found = near
            .Where(quote => quote.OpenInterest >= rule.MinOpenInterest && quote.SpreadPercent <= rule.MaxSpreadPercent)
            .OrderBy(quote => Math.Abs(DaysTo(quote, now) - rule.Days)).ThenByDescending(static quote => quote.Contract.ExpiresAt)
            .ThenBy(quote => DistanceOf(rule, quote)).ThenBy(static quote => quote.Contract.Strike)
            .FirstOrDefault();
        why = found is null ? Refusal(rule, kind, listed.Count, inRange, near) : null;
        return found;
    }

    private static decimal DaysTo(OptionQuote quote, DateTimeOffset now) => (decimal)(quote.Contract.ExpiresAt - now).TotalDays;

    private static decimal MostAway(OptionRule rule) => rule.Delta is null ? MostPercentAway : MostDeltaAway;

    // In deltas, or in percent of the underlying; null where it is not known.
    private static decimal? DistanceOf(OptionRule rule, OptionQuote quote)
    {
        if (rule.Delta is { } wanted) return quote.Delta is { } delta ? Math.Abs(Math.Abs(delta) - wanted) : null;
        var sign = quote.Contract.Kind == OptionKind.Call ? 1 : -1;
        var strike = rule.Strike ?? quote.UnderlyingPrice * (100 + (sign * (rule.OutOfTheMoneyPercent ?? 0))) / 100;
        return Math.Abs(quote.Contract.Strike - strike) * 100 / quote.UnderlyingPrice;
    }

    private static Denial Refusal(
        OptionRule rule, OptionKind kind, int listed, List<OptionQuote> inRange, List<OptionQuote> near)
    {
        var name = EnumNames.Write(kind);
        var days = $"{Denials.Text(rule.MinDays)} to {Denials.Text(rule.MaxDays)} days";
        var message = (listed, inRange.Count, near.Count) switch
        {
            (0, _, _) => $"The exchange lists no {name} of the underlying.",
            (_, 0, _) => $"None of the {listed} {name}s of the underlying expires in {days}.",
            (_, _, 0) => $"None of the {inRange.Count} {name}s that expire in {days} lies near the strike asked for ({Asked(rule)}).",
            _ => $"None of the {near.Count} {name}s near the strike asked for ({Asked(rule)}) that expire in {days} has an open interest of "
                + $"{Denials.Text(rule.MinOpenInterest)} or more and a spread of {Denials.Text(rule.MaxSpreadPercent)} % or less; the "
                + $"narrowest is {Narrowest(near)}.",
        };
        return Denials.Of(
            DenialCodes.OptionNotFound, message, ("listed", listed), ("inRange", inRange.Count), ("nearStrike", near.Count));
    }

    private static string Narrowest(List<OptionQuote> quotes) => quotes.Min(static quote => quote.SpreadPercent) is { } spread
        ? $"{Denials.Text(Math.Round(spread, 2))} %"
        : "not quoted on both sides";

    private static string Asked(OptionRule rule) => rule switch
    {
        { Delta: { } delta } => $"delta {Denials.Text(delta)}",
        { Strike: { } strike } => Denials.Text(strike),
        { OutOfTheMoneyPercent: 0 } => "at the money",
        { OutOfTheMoneyPercent: { } percent } => $"{Denials.Text(Math.Abs(percent))} % {(percent > 0 ? "out of" : "in")} the money",
        _ => "at the money",
    };
}
