using Microsoft.Extensions.Logging;

namespace TradingBot.LocalRuntime.Hosting;

/// <summary>
/// Runs a step of the start, and says what it is as soon as it is not over at once: nobody should wait before a silent console.
/// </summary>
public static partial class SlowStep
{
    private static readonly TimeSpan Unnoticed = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(string what, ILogger logger, TimeProvider time, Func<Task> step)
    {
        ArgumentNullException.ThrowIfNull(logger);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(step);
        var began = time.GetTimestamp();
        using var over = new CancellationTokenSource();
        // On a thread of its own: a step that works before it first waits must not keep us from telling.
        var running = Task.Run(step, CancellationToken.None);
        if (await Task.WhenAny(running, Task.Delay(Unnoticed, time, over.Token)) == running)
        {
            await over.CancelAsync();
            await running;
            return;
        }

        LogGoingOn(logger, what);
        await running;
        LogDone(logger, what, time.GetElapsedTime(began).TotalSeconds);
    }

    [LoggerMessage(EventId = 120, Level = LogLevel.Information, Message = "{What} ...")]
    private static partial void LogGoingOn(ILogger logger, string what);

    [LoggerMessage(EventId = 121, Level = LogLevel.Information, Message = "{What}: done after {Seconds:0.0} s")]
    private static partial void LogDone(ILogger logger, string what, double seconds);
}
