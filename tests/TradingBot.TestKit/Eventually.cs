using System.Diagnostics;

namespace TradingBot.TestKit;

/// <summary>Waits for an effect by looking again and again until a deadline, and fails with a message of the test's own.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when <paramref name="condition"/> holds; fails the test when it does not by the deadline.</summary>
    public static Task TrueAsync(
        Func<bool> condition, string message, TimeSpan? deadline = null, CancellationToken cancellationToken = default) =>
        TrueAsync(() => Task.FromResult(condition()), message, deadline, cancellationToken);

    /// <inheritdoc cref="TrueAsync(Func{bool},string,TimeSpan?,CancellationToken)"/>
    public static async Task TrueAsync(
        Func<Task<bool>> condition, string message, TimeSpan? deadline = null, CancellationToken cancellationToken = default)
    {
        var limit = deadline ?? DefaultDeadline;
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > limit)
                Xunit.Assert.Fail($"{message} (not within {limit.TotalSeconds:0.#} s)");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>The first value that satisfies <paramref name="accept"/>; fails with the last value seen.</summary>
    public static async Task<T> ValueAsync<T>(
        Func<Task<T>> read, Func<T, bool> accept, string message, TimeSpan? deadline = null, CancellationToken cancellationToken = default)
    {
        var limit = deadline ?? DefaultDeadline;
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var value = await read();
            if (accept(value))
                return value;
            if (watch.Elapsed > limit)
                Xunit.Assert.Fail($"{message} (not within {limit.TotalSeconds:0.#} s, last seen: {value})");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }
}
