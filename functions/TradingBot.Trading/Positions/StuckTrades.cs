using TradingBot.Core.Trades;

namespace TradingBot.Trading.Positions;

/// <summary>Which trades do not get on by themselves within the time in which they ordinarily do.</summary>
public static class StuckTrades
{
    /// <summary>How long closing may take, and how long a position may be missing, before the trade counts as stuck.</summary>
    public static readonly TimeSpan After = TimeSpan.FromSeconds(60);

    /// <summary>Since when the trade does not get on; null while it does.</summary>
    public static DateTimeOffset? SinceOf(TradeRecord trade, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return (trade.CloseRequestedAt ?? trade.PositionMissingSince) is { } since && now - since > After ? since : null;
    }
}
