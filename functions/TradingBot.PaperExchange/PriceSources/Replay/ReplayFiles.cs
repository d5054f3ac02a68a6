using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.PaperExchange.PriceSources.Replay;

/// <summary>
/// Finds the files to replay: one file, or every .csv and .json of a folder. The name says the symbol
/// (<c>BTCUSDT.csv</c>), with a category before it where only that market is meant (<c>spot-BTCUSDT.csv</c>).
/// </summary>
internal static class ReplayFiles
{
    /// <exception cref="PaperExchangeStartException">
    /// Nothing to replay, or a faulty file; the message says where and what to write.
    /// </exception>
    public static IReadOnlyList<ReplayTape> Load(string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new PaperExchangeStartException(
                "Prices are to be replayed, but no file is named; give a file or folder with --replay or PaperExchange:ReplayPath.");
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new PaperExchangeStartException(
                $"There is no file or folder {path} to replay; correct --replay or PaperExchange:ReplayPath.");
        string[] files = File.Exists(path) ? [path] : [.. Directory.EnumerateFiles(path).Where(IsBars).Order(StringComparer.Ordinal)];
        if (files.Length == 0)
            throw new PaperExchangeStartException(
                $"Folder {path} holds no .csv or .json file to replay; put one for each symbol there, such as BTCUSDT.csv.");
        var tapes = files.Select(Tape).ToList();
        if (tapes.GroupBy(tape => (tape.Category, tape.Symbol)).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new PaperExchangeStartException($"Two files in {path} give prices of {twice.Key.Symbol}; keep one.");
        var begin = tapes.Min(tape => tape.Bars[0].Start);
        return [.. tapes.Select(tape => tape with { Begin = begin })];
    }

    private static bool IsBars(string file) => Path.GetExtension(file).ToUpperInvariant() is ".CSV" or ".JSON";

    private static ReplayTape Tape(string file)
    {
        if (!IsBars(file))
            throw new PaperExchangeStartException($"{file} is neither .csv nor .json; give the file the ending of its format.");
        var name = Path.GetFileNameWithoutExtension(file).ToUpperInvariant();
        var dash = name.IndexOf('-');
        var category = dash < 0 ? null : CategoryNames.Parse(name[..dash].ToLowerInvariant());
        var symbol = category is null ? name : name[(dash + 1)..];
        if (!InstrumentCatalog.All.Any(row => row.Symbol == symbol && (category is null || row.Category == category)))
            throw new PaperExchangeStartException($"{file}: this exchange lists no {name}; name the file after one of {Listed()}.");
        var bars = Path.GetExtension(file).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? CsvBars.Read(file) : JsonBars.Read(file);
        return new ReplayTape(category, symbol, bars, bars[0].Start);
    }

    private static string Listed() => string.Join(", ", InstrumentCatalog.All.Select(row => row.Symbol).Distinct(StringComparer.Ordinal));
}
