namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>A bell: rung any number of times, it wakes the waiting loop once.</summary>
internal sealed class WakeUp
{
    private TaskCompletionSource _bell = New();

    public void Ring() => Volatile.Read(ref _bell).TrySetResult();

    /// <summary>Returns when rung since the last return, or after this much real time.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        var bell = Volatile.Read(ref _bell);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(bell.Task, Pause.ForAsync(longest, timeout.Token));
        await timeout.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        // A ring between the next two lines is no loss: whoever waits looks for work after this.
        if (bell.Task.IsCompleted) Volatile.Write(ref _bell, New());
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
