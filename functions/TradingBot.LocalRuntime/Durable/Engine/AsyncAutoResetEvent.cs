namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Lets one loop wait for a signal. Any number of signals before or during a wait end that one wait.</summary>
internal sealed class AsyncAutoResetEvent
{
    private TaskCompletionSource _signal = New();

    public void Set() => Volatile.Read(ref _signal).TrySetResult();

    /// <summary>Returns when set since the last return, or after this much real time.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken token)
    {
        var signal = Volatile.Read(ref _signal);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(token);
        await Task.WhenAny(signal.Task, Pause.ForAsync(longest, timeout.Token));
        await timeout.CancelAsync();
        token.ThrowIfCancellationRequested();
        // A signal between these two lines is lost without harm: the loop searches for work after this return anyway.
        if (signal.Task.IsCompleted) Volatile.Write(ref _signal, New());
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
