using System.ComponentModel.DataAnnotations;

namespace TradingBot.Functions.Settings;

/// <summary>The settings <c>Schedules:*</c>, which the timers name and their host reads: six fields of cron, UTC.</summary>
public sealed class ScheduleOptions
{
    public const string Section = "Schedules";

    private const string Cron = "six cron fields (second minute hour day month weekday), UTC";

    [Display(Description = "reads account and positions, asks whether the exchange answers", ShortName = Cron)]
    public string Account { get; init; } = "*/2 * * * * *";

    [Display(Description = "adds a point to the equity curve", ShortName = Cron)]
    public string Equity { get; init; } = "*/15 * * * * *";

    [Display(Description = "compares the exchange with the ledger, books funding that was listed late", ShortName = Cron)]
    public string Reconcile { get; init; } = "*/30 * * * * *";

    [Display(Description = "starts what a crash left unstarted", ShortName = Cron)]
    public string Sweep { get; init; } = "*/10 * * * * *";

    [Display(Description = "mails what waits", ShortName = Cron)]
    public string Notifications { get; init; } = "*/10 * * * * *";

    [Display(Description = "removes old finished runs", ShortName = Cron)]
    public string Purge { get; init; } = "0 20 * * * *";
}
