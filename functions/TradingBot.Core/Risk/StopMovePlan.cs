using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Risk;

/// <summary>
/// How the stop of an entry will move, as prices and distances that are fixed with its plan: what the alert says of a rule takes the place
/// of what the strategy says. The ranges that it needs are known.
/// </summary>
internal static class StopMovePlan
{
    public static StopMoves Of(EntryRequest request, decimal entry, decimal stop)
    {
        TrailingMove? trailing = null;
        if ((request.Signal.Trailing ?? request.Strategy.Trailing) is { } rule)
        {
            var from = StartOf(request, rule.Activation, entry, stop);
            trailing = new TrailingMove(from, rule.Percent, DistanceOf(request, rule, entry, stop));
        }

        BreakEvenMove? even = null;
        if ((request.Signal.BreakEven ?? request.Strategy.BreakEven) is { } breakEven)
            even = new BreakEvenMove(StartOf(request, breakEven.At, entry, stop), breakEven.OffsetPercent);
        return new StopMoves(Math.Max(0, request.Fees.TakerShare(entry)), even, trailing);
    }

    // What is reckoned has more digits than a price: a person reads it on the step.
    private static decimal? DistanceOf(EntryRequest request, TrailingRule rule, decimal entry, decimal stop) => rule switch
    {
        { R: { } multiple } => Rounding.Up(Math.Abs(entry - stop) * multiple, request.Instrument.TickSize),
        { Atr: { } atr } => Rounding.Up(request.AverageTrueRanges[atr.Bars] * atr.Multiple, request.Instrument.TickSize),
        _ => rule.Distance,
    };

    private static MoveStart StartOf(EntryRequest request, ReachedRule? rule, decimal entry, decimal stop) => rule switch
    {
        { Percent: { } percent } => new MoveStart(PriceAt(request, entry, entry * percent / 100)),
        { R: { } multiple } => new MoveStart(PriceAt(request, entry, Math.Abs(entry - stop) * multiple)),
        { Target: { } target } => new MoveStart(Target: target - 1),
        _ => new MoveStart(),
    };

    // Not nearer than told: rounded away from the entry.
    private static decimal PriceAt(EntryRequest request, decimal entry, decimal away) => request.Direction == Direction.Long
        ? Rounding.Up(entry + away, request.Instrument.TickSize)
        : Rounding.Down(entry - away, request.Instrument.TickSize);
}
