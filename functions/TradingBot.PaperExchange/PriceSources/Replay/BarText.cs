using System.Globalization;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.PaperExchange.PriceSources.Replay;

/// <summary>The texts of one bar, wherever they were written, turned into a bar or into a sentence that says what to correct.</summary>
internal static class BarText
{
    /// <summary>From here on a bare number can only be milliseconds; as seconds it would be beyond the year 5000.</summary>
    private const decimal FirstMilliseconds = 100_000_000_000m;

    public static readonly IReadOnlyList<string> Columns = ["time", "open", "high", "low", "close", "volume"];

    /// <summary>The column that a heading means; null for columns that are not read.</summary>
    public static string? Column(string heading) => heading.Trim().ToLowerInvariant() switch
    {
        "time" or "timestamp" or "date" or "datetime" or "start" or "starttime" => "time",
        "volume" or "vol" => "volume",
        "open" or "high" or "low" or "close" => heading.Trim().ToLowerInvariant(),
        _ => null,
    };

    /// <param name="place">File and line, as it opens the sentence of a fault.</param>
    /// <exception cref="PaperExchangeStartException">A value is missing or impossible.</exception>
    public static Candle Read(IReadOnlyDictionary<string, string> texts, string place)
    {
        var start = Time(Text(texts, "time", place), place);
        var (open, high, low, close) = (
            Price(texts, "open", place), Price(texts, "high", place), Price(texts, "low", place), Price(texts, "close", place));
        if (high < Math.Max(open, close))
            throw Fault(place, "high", $"{Wire.Text(high)} lies below the open or close; the high must be the highest of the four");
        if (low > Math.Min(open, close))
            throw Fault(place, "low", $"{Wire.Text(low)} lies above the open or close; the low must be the lowest of the four");
        var volume = texts.TryGetValue("volume", out var text) && text.Length > 0 ? Number(text, "volume", place) : 0;
        if (volume < 0)
            throw Fault(place, "volume", $"{Wire.Text(volume)} is negative; write zero or more");
        return new Candle(start, open, high, low, close, volume, volume * close);
    }

    /// <summary>Bars in the order of time. Files that run from new to old are turned round; anything else is refused.</summary>
    /// <exception cref="PaperExchangeStartException">No bars, or times out of order.</exception>
    public static IReadOnlyList<Candle> Ordered(List<(Candle Bar, string Place)> rows, string file)
    {
        if (rows.Count == 0)
            throw new PaperExchangeStartException($"{file} holds no bars; write one row a bar.");
        if (rows.Count > 1 && rows[0].Bar.Start > rows[^1].Bar.Start)
            rows.Reverse();
        for (var index = 1; index < rows.Count; index++)
        {
            if (rows[index].Bar.Start <= rows[index - 1].Bar.Start)
                throw Fault(
                    rows[index].Place, "time",
                    $"{rows[index].Bar.Start:u} does not follow {rows[index - 1].Bar.Start:u}; sort the bars by time and keep each once");
        }

        return [.. rows.Select(row => row.Bar)];
    }

    public static PaperExchangeStartException Fault(string place, string column, string what) =>
        new($"{place}, column '{column}': {what}.");

    private static string Text(IReadOnlyDictionary<string, string> texts, string column, string place) =>
        texts.TryGetValue(column, out var text) && text.Length > 0
            ? text
            : throw Fault(place, column, "nothing is written; fill it in or remove the row");

    private static decimal Price(IReadOnlyDictionary<string, string> texts, string column, string place) =>
        Number(Text(texts, column, place), column, place) is var price and > 0
            ? price
            : throw Fault(place, column, "a price must be greater than zero");

    private static decimal Number(string text, string column, string place) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Fault(place, column, $"'{text}' is no number; write digits with a point, such as 68000.5");

    private static DateTimeOffset Time(string text, string place)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var stamp))
        {
            var milliseconds = stamp < FirstMilliseconds ? stamp * 1000 : stamp;
            return milliseconds < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
                : throw Fault(place, "time", $"'{text}' lies beyond the calendar; write seconds or milliseconds since 1970");
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Fault(place, "time", $"'{text}' is no time; write 2026-03-01T12:00:00Z, or seconds or milliseconds since 1970");
    }
}
