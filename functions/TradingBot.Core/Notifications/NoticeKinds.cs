namespace TradingBot.Core.Notifications;

/// <summary>
/// The kinds of a notice to the trader. They are stored and mailed by: extend, never rename. TradeNotices, SignalNotices and Discrepancies
/// have their words.
/// </summary>
public static class NoticeKinds
{
    public const string TradeOpened = "tradeOpened";
    public const string TradeClosed = "tradeClosed";
    public const string TradeClosedOutside = "tradeClosedOutside";
    public const string Liquidated = "liquidated";
    public const string PositionLost = "positionLost";
    public const string TradeFailed = "tradeFailed";
    public const string Unprotected = "unprotected";
    public const string StopRestored = "stopRestored";
    public const string ExitFailed = "exitFailed";
    public const string Discrepancy = "discrepancy";
    public const string SignalFailed = "signalFailed";

    public static IReadOnlyList<NoticeKind> All { get; } =
    [
        new(TradeOpened, Severity.Info, "Nothing to do: the bot follows the position until it is closed."),
        new(TradeClosed, Severity.Info, "Nothing to do: the trade is settled."),
        new(
            TradeClosedOutside,
            Severity.Warning,
            "If you closed it yourself, nothing is to be done; otherwise look at the exchange who else trades on this account."),
        new(
            Liquidated,
            Severity.Critical,
            "Look at the account's margin before the next alert: the leverage or the size was more than the account could carry."),
        new(
            PositionLost,
            Severity.Critical,
            "Look at the exchange what became of it (a transfer, a settlement, a reset): the trade's profit counts only what the bot saw."),
        new(TradeFailed, Severity.Warning, "No position was opened. If you wanted this trade, look at the reason before the next alert."),
        new(Unprotected, Severity.Critical, "Look at the exchange whether the position is closed; if not, close it there by hand."),
        new(StopRestored, Severity.Warning, "Nothing to do: the stop-loss stands again."),
        new(
            ExitFailed,
            Severity.Critical,
            "Close the position at the exchange by hand now; the bot keeps trying and notices when it is closed."),
        new(Discrepancy, Severity.Warning, "Compare the dashboard with the exchange; if you traded there yourself, nothing else is to be done."),
        new(SignalFailed, Severity.Critical, "Look at the dashboard and at the exchange now."),
    ];

    /// <exception cref="KeyNotFoundException">The catalogue has no such kind.</exception>
    public static NoticeKind Of(string kind) =>
        Find(kind) ?? throw new KeyNotFoundException($"There is no notice of kind '{kind}'.");

    /// <summary>
    /// What the trader is to do about the notice. One of a kind that is not known any more is advised on by its severity.
    /// </summary>
    public static string AdviceFor(Notification notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return Find(notice.Kind)?.Advice ?? notice.Severity switch
        {
            Severity.Critical => "Look at the dashboard and at the exchange now.",
            Severity.Warning => "Look at the dashboard when you can.",
            _ => "Nothing to do.",
        };
    }

    private static NoticeKind? Find(string kind) => All.FirstOrDefault(row => row.Kind == kind);
}
