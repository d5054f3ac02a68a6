using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Http;

/// <summary>
/// Answers that are kept for a while and fetched once for everybody: who asks while a fetch is on its way waits for that one. The fetch
/// belongs to none of the callers, so one that gives up takes it from nobody else. A failure is handed to those who waited and not kept.
/// </summary>
internal sealed class SharedReads<TKey, T>(TimeSpan maxAge, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Task<ExchangeResult<T>>> _running = [];
    private readonly Dictionary<TKey, (T Value, long ReadAt)> _kept = [];

    /// <param name="key">What is asked for.</param>
    /// <param name="read">The fetch, if there has to be one.</param>
    /// <param name="token">Ends the caller's wait and not the fetch.</param>
    public async Task<ExchangeResult<T>> GetAsync(TKey key, Func<Task<ExchangeResult<T>>> read, CancellationToken token)
    {
        Task<ExchangeResult<T>>? running;
        var mine = new TaskCompletionSource<ExchangeResult<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var kept) && time.GetElapsedTime(kept.ReadAt) < maxAge)
                return new ExchangeResult<T>.Success(kept.Value);
            if (!_running.TryGetValue(key, out running))
                _running[key] = mine.Task;
        }

        if (running is not null)
            return await running.WaitAsync(token);
        _ = FetchAsync(key, read, mine);
        return await mine.Task.WaitAsync(token);
    }

    /// <summary>Makes the next caller fetch anew, unless the answer is younger than the given age.</summary>
    public void Forget(TKey key, TimeSpan minAge)
    {
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var kept) && time.GetElapsedTime(kept.ReadAt) >= minAge)
                _kept.Remove(key);
        }
    }

    private async Task FetchAsync(TKey key, Func<Task<ExchangeResult<T>>> read, TaskCompletionSource<ExchangeResult<T>> answer)
    {
        try
        {
            var result = await read();
            lock (_lock)
            {
                _running.Remove(key);
                if (result is ExchangeResult<T>.Success { Value: var value })
                    _kept[key] = (value, time.GetTimestamp());
            }

            answer.SetResult(result);
        }
        catch (Exception failure)
        {
            lock (_lock)
            {
                _running.Remove(key);
            }

            answer.SetException(failure);
        }
    }
}
