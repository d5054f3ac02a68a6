using TradingBot.Core.Identifiers;
using TradingBot.Trading.Security;

namespace TradingBot.Trading.Alerts;

/// <summary>
/// How much one process takes: 60 alerts a minute and strategy that are no exits, and 20 refused calls a minute written down, whoever sends
/// them. Exits are not counted; of those that have the token and are turned away all the same, 20 a minute and strategy are written down,
/// so that no flood of strangers' calls keeps one from being told.
/// </summary>
public sealed class AlertLimits(TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SlidingWindow _alerts = new(60, Minute, time);
    private readonly SlidingWindow _refusals = new(20, Minute, time);
    private readonly SlidingWindow _refusedExits = new(20, Minute, time);

    public bool TryAlert(StrategyKey strategy, out TimeSpan retryAfter) => _alerts.TryTake(strategy.Value, out retryAfter);

    public bool MayStoreRefusedExit(StrategyKey strategy) => _refusedExits.TryTake(strategy.Value, out _);

    public bool MayStoreRefusal() => _refusals.TryTake(string.Empty, out _);
}
