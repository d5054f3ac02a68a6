using TradingBot.Core.Notifications;

namespace TradingBot.Trading.Notifications;

/// <summary>What the trader is to do about a notice, in one sentence.</summary>
internal static class MailAdvice
{
    public static string For(Notification notice) => notice.Kind switch
    {
        "tradeOpened" => "Nothing to do: the bot follows the position until it is closed.",
        "tradeClosed" => "Nothing to do: the trade is settled.",
        "tradeFailed" => "No position was opened. If you wanted this trade, look at the reason before the next alert.",
        "unprotected" => "Look at the exchange whether the position is closed; if not, close it there by hand.",
        "stopRestored" => "Nothing to do: the stop-loss stands again.",
        "exitFailed" => "Close the position at the exchange by hand now; the bot keeps trying and notices when it is closed.",
        "discrepancy" => "Compare the dashboard with the exchange; if you traded there yourself, nothing else is to be done.",
        _ => notice.Severity switch
        {
            Severity.Critical => "Look at the dashboard and at the exchange now.",
            Severity.Warning => "Look at the dashboard when you can.",
            _ => "Nothing to do.",
        },
    };
}
