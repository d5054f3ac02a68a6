using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Trading.Entries;

/// <summary>
/// What an alert takes away of the open trades of its strategy and symbol, each judged by itself: a strategy that was moved to another
/// category may hold two of them, on one side or on both.
/// </summary>
internal sealed class MeantTrades
{
    private const int APart = 0;
    private const int All = 1;
    private const int Nothing = 2;

    private readonly int _open;

    public MeantTrades(Signal signal, Strategy strategy, IReadOnlyList<TradeRecord> open)
    {
        _open = open.Count;
        var intentions = open.Select(trade => SignalInterpreter.Interpret(signal, strategy, trade.Stance)).ToList();
        Reduced = [.. open.Where((_, at) => Rank(intentions[at]) == APart)];
        Closed = [.. open.Where((_, at) => Rank(intentions[at]) == All)];
        // What takes nothing of one may take a part of another, or close it.
        Intention = intentions.Where(static intention => Rank(intention) != Nothing).MinBy(Rank);
    }

    /// <summary>Of which all is to be closed.</summary>
    public IReadOnlyList<TradeRecord> Closed { get; }

    /// <summary>Of which a part is to be closed.</summary>
    public IReadOnlyList<TradeRecord> Reduced { get; }

    /// <summary>What the alert asks of those; null when it takes nothing away.</summary>
    public Intention? Intention { get; }

    /// <summary>It closes whatever is open.</summary>
    public bool IsAll => Closed.Count == _open;

    private static int Rank(Intention intention) => intention switch
    {
        Intention.Reduce { Portion: not null } => APart,
        Intention.Close or Intention.Reverse => All,
        _ => Nothing,
    };
}
