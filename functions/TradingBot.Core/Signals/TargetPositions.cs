using TradingBot.Core.Markets;

namespace TradingBot.Core.Signals;

public static class TargetPositions
{
    /// <summary>What an alert calls a position that is held.</summary>
    /// <param name="held">Null when nothing is held.</param>
    public static TargetPosition Of(Direction? held) => held switch
    {
        Direction.Long => TargetPosition.Long,
        Direction.Short => TargetPosition.Short,
        _ => TargetPosition.Flat,
    };
}
