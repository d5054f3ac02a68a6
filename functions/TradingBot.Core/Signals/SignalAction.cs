namespace TradingBot.Core.Signals;

public enum SignalAction
{
    Buy,
    Sell,
    Close,
    Reverse,
    Cancel,
    Reduce,

    /// <summary>Closes a long and leaves a short alone.</summary>
    CloseLong,

    /// <summary>Closes a short and leaves a long alone.</summary>
    CloseShort,

    /// <summary>Enlarges what is held, in its own direction, and opens nothing.</summary>
    Add,
}
