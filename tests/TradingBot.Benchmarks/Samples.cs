namespace TradingBot.Benchmarks;

/// <summary>Measured times in milliseconds; may be filled by several threads.</summary>
internal sealed class Samples
{
    private readonly Lock _lock = new();
    private readonly List<double> _milliseconds = [];

    public int Count
    {
        get
        {
            lock (_lock) return _milliseconds.Count;
        }
    }

    public double Median => Quantile(0.5);

    public double P99 => Quantile(0.99);

    public double Largest => Quantile(1);

    public void Since(long timestamp) => Add(TimeProvider.System.GetElapsedTime(timestamp));

    public void Add(TimeSpan time)
    {
        lock (_lock) _milliseconds.Add(time.TotalMilliseconds);
    }

    public void Clear()
    {
        lock (_lock) _milliseconds.Clear();
    }

    private double Quantile(double share)
    {
        lock (_lock)
        {
            var sorted = _milliseconds.Order().ToList();
            return sorted[(int)Math.Ceiling(share * (sorted.Count - 1))];
        }
    }
}
