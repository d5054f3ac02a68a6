namespace TradingBot.DurableScenarios;

/// <summary>
/// A durable backend as the scenarios see it: a worker that can be stopped and started, the genuine client, and the recorded history.
/// Time is the system's: a timer of one second takes one second.
/// </summary>
public interface IDurableHub : IAsyncDisposable
{
    /// <summary>Where this backend is allowed to differ.</summary>
    HubTraits Traits { get; }

    DurableTaskClient Client { get; }

    /// <summary>Starts a worker that knows this work, as a new process would: nothing of an earlier worker is kept in memory.</summary>
    Task StartWorkerAsync(DurableWork work);

    /// <summary>Stops the worker; instances rest where their history ends.</summary>
    Task StopWorkerAsync();

    /// <summary>Whether the instance is kept aside because its code does not fit its history; never on a backend that fails it.</summary>
    Task<bool> IsKeptAsideAsync(string instanceId);

    /// <summary>What is recorded of the instance's newest run, oldest first, without the marks of episodes.</summary>
    Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string instanceId);
}
