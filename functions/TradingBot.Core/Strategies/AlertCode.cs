namespace TradingBot.Core.Strategies;

/// <summary>What a code means that another service's alerts consist of.</summary>
public enum AlertCode
{
    EnterLong,

    /// <summary>Closes a long and leaves a short alone.</summary>
    ExitLong,

    EnterShort,

    /// <summary>Closes a short and leaves a long alone.</summary>
    ExitShort,

    ExitAll,
}
