using CsvHelper;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.PaperExchange.PriceSources.Replay;

/// <summary>
/// Bars of a CSV file: a heading with time, open, high, low, close and perhaps volume, in any order; other columns are
/// passed over. Comma, semicolon and tab are told apart by themselves.
/// </summary>
internal static class CsvBars
{
    private static readonly CsvReaderOptions Options = new()
    {
        TrackLineNumbers = true,
        TrimWhitespace = true,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    /// <exception cref="PaperExchangeStartException">
    /// The file cannot be read as bars; the message names line, column and remedy.
    /// </exception>
    public static IReadOnlyList<Candle> Read(string file)
    {
        try
        {
            using var csv = CsvReader.FromFile(file, Options);
            var columns = Columns([.. csv.Headers], file);
            var last = columns.Values.Max();
            var rows = new List<(Candle Bar, string Place)>();
            while (csv.Read())
            {
                var place = $"{file} line {csv.LineNumber}";
                if (last >= csv.FieldCount)
                    throw new PaperExchangeStartException(
                        $"{place}: {csv.FieldCount} values stand under {csv.Headers.Count} headings; complete or remove the row.");
                rows.Add((BarText.Read(
                    columns.ToDictionary(column => column.Key, column => csv.GetString(column.Value), StringComparer.Ordinal),
                    place), place));
            }

            return BarText.Ordered(rows, file);
        }
        catch (CsvFormatException fault)
        {
            throw new PaperExchangeStartException($"{file} line {fault.LineNumber}: quotes do not match; correct or remove them.", fault);
        }
    }

    private static Dictionary<string, int> Columns(string[] headings, string file)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < headings.Length; index++)
        {
            if (BarText.Column(headings[index]) is { } column && !columns.TryAdd(column, index))
                throw new PaperExchangeStartException($"{file} line 1, column '{headings[index]}': {column} is named twice; keep one.");
        }

        if (BarText.Columns.FirstOrDefault(column => column != "volume" && !columns.ContainsKey(column)) is { } missing)
            throw new PaperExchangeStartException(
                $"{file} line 1, column '{missing}': missing; "
                + $"the first line must name the columns {string.Join(", ", BarText.Columns)} (volume may be left out).");
        return columns;
    }
}
