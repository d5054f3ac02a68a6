namespace TradingBot.PaperExchange.Prices;

/// <summary>A bar length as klines name it: minutes as a number, or D, W, M.</summary>
internal static class Timeframe
{
    private static readonly string[] Known = ["1", "3", "5", "15", "30", "60", "120", "240", "360", "720", "D", "W", "M"];

    public static bool IsKnown(string? interval) => Known.Contains(interval);

    /// <summary>True when bars of this length are cut from hours, false when they need minutes.</summary>
    public static bool IsCoarse(string interval) => interval is "60" or "120" or "240" or "360" or "720" or "D" or "W" or "M";

    /// <summary>Start of the bar that holds the given time. Weeks start on Monday, months on the first.</summary>
    public static DateTimeOffset StartOf(string interval, DateTimeOffset time) => interval switch
    {
        "D" => Floor(time, TimeSpan.FromDays(1)),
        "W" => Floor(time, TimeSpan.FromDays(1)).AddDays(-(((int)time.UtcDateTime.DayOfWeek + 6) % 7)),
        "M" => new DateTimeOffset(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero),
        _ => Floor(time, TimeSpan.FromMinutes(int.Parse(interval))),
    };

    /// <summary>The length of a bar, for months the greatest.</summary>
    public static TimeSpan Longest(string interval) => interval switch
    {
        "D" => TimeSpan.FromDays(1),
        "W" => TimeSpan.FromDays(7),
        "M" => TimeSpan.FromDays(31),
        _ => TimeSpan.FromMinutes(int.Parse(interval)),
    };

    public static DateTimeOffset Floor(DateTimeOffset time, TimeSpan unit) =>
        new(time.UtcTicks - time.UtcTicks % unit.Ticks, TimeSpan.Zero);
}
