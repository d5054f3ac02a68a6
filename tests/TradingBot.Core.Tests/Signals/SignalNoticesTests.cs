using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;

namespace TradingBot.Core.Tests.Signals;

public sealed class SignalNoticesTests
{
    private static readonly SignalId Signal = new(Guid.Parse("01936f2e-6f00-7c3a-9b1d-2f6f0a5c1e12"));

    [Fact]
    public void Failed_alert_is_told_once_as_critical() => Assert.Equal(
        new Notification(
            Severity.Critical,
            "signalFailed",
            "trend: an alert could not be acted upon",
            "The exchange gave no answer.",
            Strategy: "trend",
            Once: "signalFailed:01936f2e-6f00-7c3a-9b1d-2f6f0a5c1e12"),
        SignalNotices.Failed(Signal, "trend", "The exchange gave no answer."));

    [Fact]
    public void Every_reason_is_told_unless_it_was_to_change_nothing_or_is_told_by_a_trade()
    {
        var told = DenialKinds.All.ToLookup(
            static row => SignalNotices.Refused(new Denial(row.Word, "Why."))?.Kind.Word, static row => row.Word);

        Assert.Equal(
            ["entry.notPlaced", "exchange.notFilled", "exchange.rejected", "signal.alreadyFlat", "signal.alreadyInPosition",
                "signal.dryRun", "signal.failed", "signal.noChange", "signal.nothingToClose", "signal.nothingToReduce", "signal.nothingToReverse",
                "trade.cancelled", "trade.closedBeforeEntry"],
            told[null].Order(StringComparer.Ordinal));
        Assert.Equal(
            ["signal.directionNotAllowed", "signal.superseded", "strategy.cooldown", "strategy.exitOnly", "strategy.paused",
                "strategy.pyramiding", "trading.halted"],
            told[NoticeKinds.EntryHeldBack].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Alert_that_is_not_in_the_journal_is_told_without_a_strategy()
    {
        var notice = SignalNotices.Failed(Signal, strategy: null, "The exchange gave no answer.");

        Assert.Equal(("An alert could not be acted upon", null), (notice.Subject, notice.Strategy));
    }
}
