namespace TradingBot.Benchmarks;

/// <summary>Collects what was measured, with the machine's load at that moment, and prints it as a table.</summary>
internal sealed class Report
{
    private readonly List<(string What, string Value, string Beside, string Load)> _rows = [];

    public void Add(string what, string value, string beside = "")
    {
        _rows.Add((what, value, beside, Load()));
        Console.Error.WriteLine($"{what}: {value} {beside}");
    }

    /// <summary>Median and 99th percentile in milliseconds.</summary>
    public void Add(string what, Samples samples, string beside = "") =>
        Add(what, $"p50 {samples.Median:0.00} ms, p99 {samples.P99:0.00} ms", $"{samples.Count} samples{(beside.Length > 0 ? ", " : "")}{beside}");

    public void Print()
    {
        Console.WriteLine(
            $"{Environment.ProcessorCount} processors, .NET {Environment.Version}; load = runnable processes over the last minute");
        Console.WriteLine("| measured | value | beside it | load |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (what, value, beside, load) in _rows) Console.WriteLine($"| {what} | {value} | {beside} | {load} |");
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
