using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Tests.Building;

/// <summary>What alerts ask for, in the words of the tables of the tests.</summary>
internal static class Meanings
{
    /// <summary>With nothing held, a long, a short: "Open Long | alreadyInPosition | Reverse Long".</summary>
    public static string Table(this Signal signal, Strategy strategy)
    {
        Direction?[] held = [null, Direction.Long, Direction.Short];
        return string.Join(" | ", held.Select(direction => Told(SignalInterpreter.Interpret(signal, strategy, direction))));
    }

    public static string Told(Intention intention) => intention switch
    {
        Intention.Open open => $"Open {open.Direction}",
        Intention.Close => "Close",
        Intention.Reverse reverse => $"Reverse {reverse.Direction}",
        Intention.Reduce { Portion: null } => "Reduce ?",
        Intention.Reduce { Portion: { } portion } => $"Reduce {portion.Of(1)}",
        Intention.Add add => $"Add {add.Direction}",
        Intention.CancelOrders => "CancelOrders",
        Intention.Nothing nothing => nothing.Why.Code.Replace("signal.", "", StringComparison.Ordinal),
        _ => throw new InvalidOperationException(intention.ToString()),
    };
}
