using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals;

public sealed class SignalNoticesTests
{
    private static readonly SignalId Signal = new(Guid.Parse("01936f2e-6f00-7c3a-9b1d-2f6f0a5c1e12"));

    [Fact]
    public void Failed_alert_is_told_once_as_critical() => Assert.Equal(
        new Notification(
            Severity.Critical,
            "signalFailed",
            "An alert could not be acted upon",
            "The exchange gave no answer.",
            Once: "signalFailed:01936f2e-6f00-7c3a-9b1d-2f6f0a5c1e12"),
        SignalNotices.Failed(Signal, "The exchange gave no answer."));

    [Fact]
    public void Missing_alert_is_told_with_the_two_that_do_not_meet()
    {
        var noon = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
        var missed = new MissedBefore(new SignalId(Guid.Empty), noon, TargetPosition.Long, 2m, TargetPosition.Flat, 0m);
        var alert = ARecord.Of(noon.AddMinutes(15), new Signal { Symbol = Symbol.Parse("BTCUSDT") }) with { Id = Signal };

        Assert.Equal(
            new Notification(
                Severity.Warning,
                "alertMissed",
                "BTCUSDT: an alert of trend seems to be missing",
                "The alert of 2026-11-27 12:00:00 UTC left long, and the next one, of 2026-11-27 12:15:00 UTC, began flat: one or more between "
                    + "them did not arrive, or the alert was set up anew in TradingView. What the bot holds follows the alerts that arrived.",
                Once: "alertMissed:01936f2e-6f00-7c3a-9b1d-2f6f0a5c1e12"),
            SignalNotices.Missed(alert, missed));
        Assert.Contains("left long 2, and", SignalNotices.Missed(alert, missed with { Began = TargetPosition.Long, BeganSize = 3.0m }).Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Silent_strategy_is_told_with_how_long_it_may_be()
    {
        var since = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
        var strategy = SampleStrategy.Create() with { Name = "Trend", SilentAfterMinutes = 90 };

        var told = SignalNotices.Silent(strategy, since, lastAlertAt: null);

        Assert.Equal((Severity.Warning, "strategySilent"), (told.Severity, told.Kind));
        Assert.Equal(
            "No alert of Trend has come since 2026-11-27 12:00:00 UTC, and the strategy says that one should within 90 minutes; none ever did.",
            told.Body);
        Assert.EndsWith(
            "; the last one came 2026-11-27 12:00:00 UTC.", SignalNotices.Silent(strategy, since, since).Body, StringComparison.Ordinal);
        Assert.NotEqual(told.Once, SignalNotices.Silent(strategy, since.AddMinutes(1), since).Once);
    }

    [Theory]
    [InlineData("leverage is above the strategy's 5; send less.", "leverage is above the strategy's 7; send less.", true)]
    [InlineData("symbol XRPUSDT is not among them. price is bad.", "symbol ETHUSDT is not among them. size is bad.", true)]
    [InlineData("leverage is above the strategy's 5; send less.", "symbol is missing; send one.", false)]
    [InlineData("price must be greater than 0.", "price is not a number.", false)]
    public void Faults_of_one_code_are_told_apart_by_the_first_of_them_without_its_values(string one, string other, bool isSame) =>
        Assert.Equal(isSame, Fault(one) == Fault(other));

    [Fact]
    public void Denials_of_one_rule_are_one_group_whatever_their_numbers() => Assert.Equal(
        SignalNotices.Refused(new Denial(DenialCodes.MaxHeat, "It would come to 5."))?.Fault,
        SignalNotices.Refused(new Denial(DenialCodes.MaxHeat, "One that came to 6 is too hot."))?.Fault);

    [Fact]
    public void Refused_exit_is_critical_and_says_what_stays_open()
    {
        var reason = new Denial(DenialCodes.WebhookInvalid, "symbol XRPUSDT is not among the strategy's symbols (BTCUSD).");
        var known = SignalNotices.RefusedExit(reason, new RefusedExit("BYBIT:XRPUSDT", IsCertain: true, ["BTCUSD long"]));
        var unread = SignalNotices.RefusedExit(
            new Denial(DenialCodes.WebhookMalformed, "It is no JSON."), new RefusedExit(null, IsCertain: false, ["BTCUSD long", "ETHUSD short"]));

        Assert.Equal(Severity.Critical, known.Kind.Severity);
        Assert.Equal("exit refused (webhook.invalid)", known.Subject);
        Assert.Equal(
            "An exit for \"BYBIT:XRPUSDT\" was refused and closed nothing: symbol XRPUSDT is not among the strategy's symbols (BTCUSD). "
                + "Still open: BTCUSD long.",
            known.Body);
        Assert.Equal(
            "An alert could not be read; it may have been an exit, and closed nothing: It is no JSON. Still open: BTCUSD long; ETHUSD short.",
            unread.Body);
        Assert.NotEqual(
            known.Fault, SignalNotices.RefusedExit(reason, new RefusedExit("BYBIT:ADAUSDT", IsCertain: true, ["BTCUSD long"])).Fault);
    }

    private static string? Fault(string message) => SignalNotices.Refused(new Denial(DenialCodes.WebhookInvalid, message))?.Fault;

    [Fact]
    public void Every_reason_is_told_unless_it_was_to_change_nothing_or_is_told_by_a_trade()
    {
        var told = DenialKinds.All.ToLookup(
            static row => SignalNotices.Refused(new Denial(row.Word, "Why."))?.Kind.Word, static row => row.Word);

        Assert.Equal(
            ["entry.notPlaced", "exchange.notFilled", "exchange.rejected", "signal.alreadyFlat", "signal.alreadyInPosition",
                "signal.dryRun", "signal.noChange", "signal.nothingToAddTo", "signal.nothingToClose", "signal.nothingToReduce",
                "signal.nothingToReverse", "signal.oppositeIgnored", "signal.otherSideHeld",
                "trade.cancelled", "trade.closedBeforeEntry"],
            told[null].Order(StringComparer.Ordinal));
        Assert.Equal(
            ["signal.directionNotAllowed", "signal.superseded", "strategy.cooldown", "strategy.exitOnly", "strategy.paused",
                "strategy.pyramiding", "trading.halted"],
            told[NoticeKinds.EntryHeldBack].Order(StringComparer.Ordinal));
        Assert.Equal(["signal.failed"], told[NoticeKinds.SignalFailed]);
        Assert.Equal(["signal.stillClosing"], told[NoticeKinds.ExitWaits]);
    }

    [Fact]
    public void Alert_that_is_not_in_the_journal_is_told_without_a_strategy()
    {
        var notice = SignalNotices.Failed(Signal, "The exchange gave no answer.");

        Assert.Equal(("An alert could not be acted upon", null), (notice.Subject, notice.Strategy));
    }

    [Theory]
    [InlineData(DenialCodes.WebhookUnauthorized, 60)]
    [InlineData(DenialCodes.WebhookInvalid, 10)]
    [InlineData(DenialCodes.MaxHeat, 10)]
    public void Notice_stands_for_ten_minutes_and_of_a_wrong_token_for_an_hour(string code, int minutes)
    {
        var reason = new Denial(code, "Why.");

        Assert.Equal(TimeSpan.FromMinutes(minutes), SignalNotices.Refused(reason)!.Within);
        Assert.Equal(
            TimeSpan.FromMinutes(minutes),
            SignalNotices.RefusedExit(reason, new RefusedExit(null, IsCertain: true, ["BTCUSD long"])).Within);
    }

    // The parts of what groups notices are held apart by colons.
    [Theory]
    [InlineData(DenialCodes.WebhookInvalid, "symbol* is missing")]
    [InlineData(DenialCodes.WebhookMalformed, "symbol* is missing")]
    [InlineData(DenialCodes.WebhookNotUnderstood, "symbol* is missing")]
    [InlineData(DenialCodes.SignalFailed, "symbol* is missing")]
    [InlineData(DenialCodes.WebhookTooLong, "")]
    public void Codes_of_many_faults_alone_are_told_apart_by_their_first_sentence(string code, string fault) =>
        Assert.Equal(fault, SignalNotices.Refused(new Denial(code, "symbol: is missing. price: is bad."))!.Fault);

    [Theory]
    [InlineData(16, 79)]
    [InlineData(17, 80)]
    [InlineData(40, 80)]
    public void Fault_that_tells_notices_apart_has_eighty_characters_at_most(int words, int length)
    {
        var reason = new Denial(DenialCodes.WebhookInvalid, string.Join(' ', Enumerable.Repeat("word", words)));

        Assert.Equal(length, SignalNotices.Refused(reason)!.Fault.Length);
    }
}
