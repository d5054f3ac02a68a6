namespace TradingBot.Core.Signals;

public enum SignalStatus
{
    Received,

    /// <summary>Turned into a trade, or into the closing of one.</summary>
    Accepted,

    Denied,

    Failed,

    Completed,
}
