namespace TradingBot.PostgresHosting;

/// <summary>Keeps the last lines a program wrote, for the message when it fails.</summary>
internal sealed class LastLines(int limit)
{
    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();

    public void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_lock)
        {
            _lines.Enqueue(line);
            if (_lines.Count > limit)
                _lines.Dequeue();
        }
    }

    public bool Contains(string text)
    {
        lock (_lock)
            return _lines.Any(line => line.Contains(text, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The last lines in one, short enough for a sentence.</summary>
    public string Summary()
    {
        lock (_lock)
            return string.Join(" / ", _lines.TakeLast(4));
    }

    public override string ToString()
    {
        lock (_lock)
            return string.Join('\n', _lines);
    }
}
