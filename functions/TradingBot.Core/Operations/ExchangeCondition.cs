using TradingBot.Core.Exchange;

namespace TradingBot.Core.Operations;

/// <summary>
/// Whether the exchange answers the bot, as the questions asked every few seconds found. One question without an answer is a hiccup; the
/// exchange is down when it is still so two seconds later, and at once when it banned the address, since nothing is sent for ten minutes
/// then. One answer makes it up again.
/// </summary>
public sealed record ExchangeCondition
{
    /// <summary>Between the first and the last question of those in a row that make an exchange down.</summary>
    public static readonly TimeSpan DownAfter = TimeSpan.FromSeconds(2);

    /// <summary>How long the exchange has to answer without a break before an outage is over; one within it is the same outage.</summary>
    public static readonly TimeSpan OverAfter = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The same for an outage that began within <see cref="AgainWithin"/> after the last one: what comes and goes is told rarely.
    /// </summary>
    public static readonly TimeSpan OverAfterAgain = TimeSpan.FromMinutes(5);

    /// <inheritdoc cref="OverAfterAgain"/>
    public static readonly TimeSpan AgainWithin = TimeSpan.FromMinutes(10);

    /// <summary>Nobody has asked yet.</summary>
    public static ExchangeCondition Unknown { get; } = new();

    public bool IsDown { get; init; }

    /// <summary>When the last usable answer came, in UTC; null: never.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When the first of the usable answers in a row came, in UTC; null while there is none.</summary>
    public DateTimeOffset? AnsweringSince { get; init; }

    /// <summary>When the first of the questions in a row was asked that got no usable answer, in UTC; null while they get one.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>What the last question met; null: a usable answer.</summary>
    public ExchangeError? Error { get; init; }

    /// <summary>The outage that was told and whose end was not yet; null: none.</summary>
    public ExchangeOutage? Outage { get; init; }

    /// <summary>When the outage before ended, in UTC; null: there was none.</summary>
    public DateTimeOffset? LastOutageEndedAt { get; init; }

    /// <summary>Until when the client of the process that asked sends nothing after a ban, in UTC; null: it sends.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>The condition after a usable answer.</summary>
    /// <param name="now">When it came, in UTC.</param>
    public ExchangeConditionChange Answered(DateTimeOffset now)
    {
        var since = AnsweringSince ?? now;
        var next = this with
        {
            IsDown = false,
            AnsweredAt = now,
            AnsweringSince = since,
            FailingSince = null,
            Error = null,
            PausedUntil = null,
        };
        if (Outage is not { } outage || now - since < Steady(outage))
            return new ExchangeConditionChange(next, null);
        next = next with { Outage = null, LastOutageEndedAt = since };
        return new ExchangeConditionChange(next, ExchangeNotices.Over(outage, since));
    }

    /// <summary>The condition after a question without a usable answer.</summary>
    /// <param name="error">What it met instead.</param>
    /// <param name="askedAt">When the question was asked, in UTC: one from before the last answer proves nothing.</param>
    /// <param name="pausedUntil">The end of the client's pause, in UTC; null: none.</param>
    public ExchangeConditionChange Failed(ExchangeError error, DateTimeOffset askedAt, DateTimeOffset? pausedUntil)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (askedAt <= AnsweredAt)
            return new ExchangeConditionChange(this, null);

        var since = FailingSince ?? askedAt;
        var next = this with
        {
            IsDown = IsDown || error.Code == ExchangeError.Forbidden || askedAt - since >= DownAfter,
            AnsweringSince = null,
            FailingSince = since,
            Error = error,
            PausedUntil = pausedUntil,
        };
        return next.IsDown ? next.Tell(error, since) : new ExchangeConditionChange(next, null);
    }

    // An outage that turns out to be a refusal is told once more: only a person ends that.
    private ExchangeConditionChange Tell(ExchangeError error, DateTimeOffset since)
    {
        var isRefusal = error is { Class: RetryGuidance.Halt, Code: not ExchangeError.Forbidden };
        if (Outage is { } told && (told.IsRefusal || !isRefusal))
            return new ExchangeConditionChange(this, null);
        var outage = new ExchangeOutage(Outage?.Since ?? since, isRefusal);
        return new ExchangeConditionChange(this with { Outage = outage }, ExchangeNotices.Begun(outage, error));
    }

    private TimeSpan Steady(ExchangeOutage outage) =>
        LastOutageEndedAt is { } last && outage.Since - last < AgainWithin ? OverAfterAgain : OverAfter;
}
