using System.Globalization;
using TradingBot.Core.Foundation;
using TradingBot.Core.Signals;

namespace TradingBot.Infrastructure.Postgres.Queries;

/// <summary>The notice of a refused alert, written together with the refusal.</summary>
internal static class RefusalStatements
{
    /// <summary>
    /// Adds the notice to a statement that updates the alert's row. The count of affected rows stays that of the alerts; a reason that
    /// nobody is told leaves the statement as it is.
    /// </summary>
    public static Statement Telling(this Statement update, Denial? reason, DateTimeOffset now, RefusedExit? exit = null)
    {
        if (reason is null || Of(reason, exit) is not { } notice)
            return update;
        return Write($"{update.Sql} returning strategy, signal ->> 'symbol' as symbol", update.Args, notice, now);
    }

    /// <summary>The notice alone; null when nobody is told of the reason.</summary>
    /// <param name="strategy">Null: the alert belongs to no strategy that exists.</param>
    /// <param name="reason">Why the alert was refused.</param>
    /// <param name="now">When.</param>
    /// <param name="exit">What stays open because of it; null: it is no exit's.</param>
    public static Statement? Told(string? strategy, Denial reason, DateTimeOffset now, RefusedExit? exit = null) =>
        Of(reason, exit) is { } notice
            ? Write("select @strategy::text as strategy, null as symbol", new Args { ["strategy"] = strategy }, notice, now)
            : null;

    private static RefusalNotice? Of(Denial reason, RefusedExit? exit) =>
        exit is null ? SignalNotices.Refused(reason) : SignalNotices.RefusedExit(reason, exit);

    private static Statement Write(string refused, Args own, RefusalNotice notice, DateTimeOffset now)
    {
        // Two that begin a group in the same moment meet at its unique name, made of the stretch of time they are in; a group that is there
        // already is found by its age, so that one which began late in a stretch goes on in the next. A further symbol is named as long as
        // no mail has the notice: a mail that is sent again says the same.
        var sql = $"""
            with refused as ({refused}),
            named as (
                select strategy, symbol, concat_ws(':', @noticeKind, coalesce(strategy, ''), @noticeCode, @noticeFault, '') as stem
                from refused)
            insert into trading.notifications (at, severity, kind, subject, body, strategy, once)
            select @noticeAt, @noticeSeverity, @noticeKind, concat_ws(': ', strategy, @noticeSubject), concat_ws(': ', symbol, @noticeBody),
                strategy,
                coalesce(
                    (select once from trading.notifications
                        where kind = @noticeKind and at > @noticeSince and starts_with(once, stem) order by at desc limit 1),
                    stem || @noticeStretch)
            from named
            on conflict (once) do update set repeats = trading.notifications.repeats + 1, repeated_at = excluded.at,
                body = case
                    when trading.notifications.delivery <> 'waiting'
                        or starts_with(trading.notifications.body, (select symbol || ': ' from named))
                        or strpos(trading.notifications.body, (select ' Also ' || symbol || '.' from named)) > 0 then trading.notifications.body
                    else coalesce(trading.notifications.body || ' Also ' || (select symbol from named) || '.', trading.notifications.body)
                    end
            """;
        var args = new Args(own)
        {
            ["noticeAt"] = now,
            ["noticeSeverity"] = EnumNames.Write(notice.Kind.Severity),
            ["noticeKind"] = notice.Kind.Word,
            ["noticeCode"] = notice.Code,
            ["noticeFault"] = notice.Fault,
            ["noticeSubject"] = notice.Subject,
            ["noticeBody"] = notice.Body,
            ["noticeSince"] = now - notice.Within,
            ["noticeStretch"] = (now.UtcTicks / notice.Within.Ticks).ToString(CultureInfo.InvariantCulture),
        };
        return new Statement(sql, args);
    }
}
