namespace TradingBot.Trading.Alerts;

/// <summary>
/// How many alerts are written down at once. In a burst the others wait here, in the order they came: each that gets a place is through in
/// milliseconds, where hundreds sharing the database would all run out of time together, and the engine finds a free connection.
/// </summary>
public sealed class AlertPlaces : IDisposable
{
    // Commits at the same time share one write to the disk; beyond this many, more of them only make each one slower.
    internal const int AtOnce = 8;

    private readonly SemaphoreSlim _free = new(AtOnce, AtOnce);

    /// <summary>Waits for a place. Whoever got one gives it back.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was one.</exception>
    public Task TakeAsync(CancellationToken token) => _free.WaitAsync(token);

    public void GiveBack() => _free.Release();

    public void Dispose() => _free.Dispose();
}
