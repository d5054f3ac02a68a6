namespace TradingBot.Azure.Tests.Hosting;

/// <summary>Which worker serves now. Work that finds none waits for the next, as messages in Azure's queues do.</summary>
internal sealed class WorkerGate
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, TaskCompletionSource<WorkerChannel>> _expected = new(StringComparer.Ordinal);
    private TaskCompletionSource<WorkerChannel> _serving = NewSource();

    public WorkerLog Log { get; } = new();

    /// <summary>The worker that serves now; null between two workers.</summary>
    public WorkerChannel? Serving
    {
        get
        {
            lock (_lock)
                return _serving.Task.IsCompletedSuccessfully ? _serving.Task.Result : null;
        }
    }

    /// <summary>The worker that serves, as soon as there is one.</summary>
    public Task<WorkerChannel> ServingAsync(CancellationToken token)
    {
        lock (_lock)
            return _serving.Task.WaitAsync(token);
    }

    /// <summary>The conversation with a worker that is about to be started.</summary>
    public Task<WorkerChannel> ExpectAsync(string workerId)
    {
        lock (_lock)
            return (_expected[workerId] = NewSource()).Task;
    }

    public void Arrive(string workerId, WorkerChannel channel)
    {
        lock (_lock)
        {
            if (_expected.Remove(workerId, out var expected))
                expected.SetResult(channel);
        }
    }

    /// <summary>From here on the worker is given work.</summary>
    public void Open(WorkerChannel channel)
    {
        lock (_lock)
        {
            if (_serving.Task.IsCompleted)
                _serving = NewSource();
            _serving.SetResult(channel);
        }
    }

    /// <summary>From here on work waits.</summary>
    public void Leave(WorkerChannel channel)
    {
        lock (_lock)
        {
            if (_serving.Task.IsCompletedSuccessfully && _serving.Task.Result == channel)
                _serving = NewSource();
        }
    }

    /// <summary>Returns once this worker serves no more.</summary>
    public async Task GoneAsync(WorkerChannel channel, CancellationToken token)
    {
        while (Serving == channel)
            await Task.Delay(Pause, TimeProvider.System, token);
    }

    private static TaskCompletionSource<WorkerChannel> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
