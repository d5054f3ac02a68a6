using TradingBot.Core.Exchange;

namespace TradingBot.Core.Operations;

/// <summary>
/// Whether the exchange answers the bot, as the questions asked every few seconds found. One question without an answer is a hiccup; the
/// exchange is down when it is still so two seconds later, and at once when it banned the address, since nothing is sent for ten minutes
/// then. One answer makes it up again; ten seconds of them end the outage.
/// </summary>
/// <remarks>
/// Each outage is told with its own beginning, and its end. From the fourth within ten minutes on they are counted as a series: the fourth
/// is told as that, later ones only when they last (<see cref="LongInSeries"/>), and the whole once answers came for five minutes.
/// </remarks>
public sealed record ExchangeCondition
{
    /// <summary>Between the first and the last question of those in a row that make an exchange down.</summary>
    public static readonly TimeSpan DownAfter = TimeSpan.FromSeconds(2);

    /// <summary>How far apart two questions may be that are in a row: a bot that was off in between knows nothing of that time.</summary>
    public static readonly TimeSpan RowGap = TimeSpan.FromMinutes(1);

    /// <summary>How long the exchange has to answer without a break before an outage is over; one within it is the same outage.</summary>
    public static readonly TimeSpan OverAfter = TimeSpan.FromSeconds(10);

    /// <summary>The same for a series of outages.</summary>
    public static readonly TimeSpan SeriesOverAfter = TimeSpan.FromMinutes(5);

    /// <summary>How many outages that began within <see cref="AgainWithin"/> are told one by one.</summary>
    public const int ToldSingly = 3;

    /// <inheritdoc cref="ToldSingly"/>
    public static readonly TimeSpan AgainWithin = TimeSpan.FromMinutes(10);

    /// <summary>How long an outage of a series lasts until it is told by itself; a ban is told at once.</summary>
    public static readonly TimeSpan LongInSeries = TimeSpan.FromMinutes(1);

    /// <summary>Nobody has asked yet.</summary>
    public static ExchangeCondition Unknown { get; } = new();

    public bool IsDown { get; init; }

    /// <summary>When the last usable answer came, in UTC; null: never.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When the first of the usable answers in a row came, in UTC; null while there is none.</summary>
    public DateTimeOffset? AnsweringSince { get; init; }

    /// <summary>When the first of the questions in a row was asked that got no usable answer, in UTC; null while they get one.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When the last of those was asked, in UTC; null while they get one.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>When the first of those was asked that was refused, in UTC; null: none was.</summary>
    public DateTimeOffset? RefusedSince { get; init; }

    /// <summary>What the last question met; null: a usable answer.</summary>
    public ExchangeError? Error { get; init; }

    /// <summary>The outage that is not over yet; null: none.</summary>
    public ExchangeOutage? Outage { get; init; }

    /// <summary>The last outages that are over, at most <see cref="ToldSingly"/>, oldest first.</summary>
    public IReadOnlyList<EndedOutage> Ended { get; init; } = [];

    /// <summary>The series that the outages belong to; null: none.</summary>
    public ExchangeOutageSeries? Series { get; init; }

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
            FailedAt = null,
            RefusedSince = null,
            Error = null,
            PausedUntil = null,
        };
        return Outage is { } outage && now - since >= OverAfter
            ? next.EndOutage(outage, since)
            : next.EndSeries(now);
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

        var isNewRow = !IsDown && askedAt - FailedAt > RowGap;
        var since = isNewRow ? askedAt : FailingSince ?? askedAt;
        var isRefusal = IsRefusal(error);
        var refused = isNewRow ? null : RefusedSince;
        var next = this with
        {
            IsDown = IsDown || error.Code == ExchangeError.Forbidden || askedAt - since >= DownAfter,
            AnsweringSince = null,
            FailingSince = since,
            FailedAt = askedAt > FailedAt || FailedAt is null ? askedAt : FailedAt,
            RefusedSince = refused ?? (isRefusal ? askedAt : null),
            Error = error,
            PausedUntil = pausedUntil,
            Outage = Outage is { } same && AnsweringSince is not null ? same with { Breaks = same.Breaks + 1 } : Outage,
        };
        return next.IsDown ? next.Begin(error, askedAt) : new ExchangeConditionChange(next, null);
    }

    private static bool IsRefusal(ExchangeError error) => error is { Class: RetryGuidance.Halt, Code: not ExchangeError.Forbidden };

    private ExchangeConditionChange Begin(ExchangeError error, DateTimeOffset askedAt)
    {
        var since = FailingSince ?? askedAt;
        var isFirst = Outage is null;
        var next = isFirst ? CountIntoSeries(since) : this;
        var beginsSeries = isFirst && Series is null && next.Series is not null;
        var outage = Outage ?? new ExchangeOutage(since, IsRefusal: false) { IsTold = false };
        outage = outage with
        {
            RefusedAt = outage.RefusedAt ?? RefusedSince,
            WasSilent = outage.WasSilent || !IsRefusal(error) || (isFirst && RefusedSince != since),
        };

        // An outage that turns out to be a refusal is told once more: only a person ends that.
        var isRefusal = IsRefusal(error);
        var isDue = outage.IsTold
            ? isRefusal && !outage.IsRefusal
            : next.Series is null || beginsSeries || error.Code == ExchangeError.Forbidden || askedAt - outage.Since >= LongInSeries;
        if (!isDue)
            return new ExchangeConditionChange(next with { Outage = outage }, null);
        outage = outage with { IsTold = true, IsRefusal = isRefusal };
        return new ExchangeConditionChange(
            next with { Outage = outage }, ExchangeNotices.Begun(outage, error, beginsSeries ? next.Series : null));
    }

    private ExchangeCondition CountIntoSeries(DateTimeOffset since)
    {
        if (Series is { } series)
            return this with { Series = series with { Count = series.Count + 1 } };
        var recent = Ended.Where(ended => since - ended.Since < AgainWithin).ToList();
        return recent.Count < ToldSingly
            ? this
            : this with
            {
                Series = new ExchangeOutageSeries(
                    recent[0].Since,
                    recent.Count + 1,
                    recent.Aggregate(TimeSpan.Zero, static (sum, ended) => sum + (ended.Until - ended.Since))),
            };
    }

    private ExchangeConditionChange EndOutage(ExchangeOutage outage, DateTimeOffset until)
    {
        var next = this with
        {
            Outage = null,
            Ended = [.. Ended.TakeLast(ToldSingly - 1), new EndedOutage(outage.Since, until)],
            Series = Series is { } series ? series with { Lasted = series.Lasted + (until - outage.Since) } : null,
        };
        return new ExchangeConditionChange(next, outage.IsTold ? ExchangeNotices.Over(outage, until) : null);
    }

    private ExchangeConditionChange EndSeries(DateTimeOffset now) =>
        this is { Series: { } series, Outage: null, Ended: [.., var last] } && now - AnsweringSince >= SeriesOverAfter
            ? new ExchangeConditionChange(this with { Series = null, Ended = [] }, ExchangeNotices.Over(series, last.Until))
            : new ExchangeConditionChange(this, null);
}
