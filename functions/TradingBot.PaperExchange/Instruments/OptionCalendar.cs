namespace TradingBot.PaperExchange.Instruments;

/// <summary>
/// Which expiries stand on the board: the next three days, the next four Fridays, the last Fridays of the next four months.
/// </summary>
internal static class OptionCalendar
{
    private const int Days = 3;
    private const int Weeks = 4;
    private const int Months = 4;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(8);

    /// <summary>Soonest first. An expiry leaves the board at its own moment.</summary>
    public static IReadOnlyList<DateTimeOffset> At(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + Hour;
        var first = today > now ? today : today.AddDays(1);
        var friday = first.AddDays(((int)DayOfWeek.Friday - (int)first.DayOfWeek + 7) % 7);
        var expiries = new SortedSet<DateTimeOffset>();
        for (var day = 0; day < Days; day++)
            expiries.Add(first.AddDays(day));
        for (var week = 0; week < Weeks; week++)
            expiries.Add(friday.AddDays(7 * week));
        var month = LastFriday(first) < first ? 1 : 0;
        for (var count = 0; count < Months; count++)
            expiries.Add(LastFriday(first.AddDays(1 - first.Day).AddMonths(month + count)));
        return [.. expiries];
    }

    private static DateTimeOffset LastFriday(DateTimeOffset month)
    {
        var last = new DateTimeOffset(
            month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month), 0, 0, 0, TimeSpan.Zero) + Hour;
        return last.AddDays(-(((int)last.DayOfWeek - (int)DayOfWeek.Friday + 7) % 7));
    }
}
