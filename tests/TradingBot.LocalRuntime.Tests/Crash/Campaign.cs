using Npgsql;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Crash;

/// <summary>Starts work bit by bit while a worker process is killed and cut off its database, all drawn from one seed.</summary>
internal sealed class Campaign : IAsyncDisposable
{
    private const string WorkerName = "crash-worker";

    private readonly Random _random;
    private readonly NpgsqlDataSource _source;
    private readonly CampaignScale _scale;
    private readonly DurableTaskClientHost _client;
    private CrashWorker? _worker;
    private int _started;

    public Campaign(NpgsqlDataSource source, string schema, CampaignScale scale, int seed)
    {
        (_source, _scale, Schema, _random) = (source, scale, schema, new Random(seed));
        _client = new DurableTaskClientHost(source, schema);
    }

    public string Schema { get; }

    public int Kills { get; private set; }

    /// <summary>Sabotages that ended at least one session.</summary>
    public int Cuts { get; private set; }

    public int SessionsCut { get; private set; }

    public string WorkerErrors => _worker?.Errors ?? "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// Runs until enough was broken and all work was handed in; what is left is finished by a last worker that nobody disturbs.
    /// </summary>
    public async Task RunAsync()
    {
        while (Kills < _scale.Kills || Cuts < _scale.Cuts)
        {
            if (_worker is null) _worker = Launch();
            await HandInAsync(_scale.Instances * (Kills + 1) / (_scale.Kills + 1));
            var isCutDue = Cuts < _scale.Cuts * (Kills + 1) / _scale.Kills;
            // Now and then a process dies before it is up.
            if (isCutDue || _random.Next(6) != 0) await _worker.ReadyAsync();
            if (isCutDue)
            {
                await PauseAsync();
                await CutAsync();
            }

            await PauseAsync();
            await _worker.DisposeAsync();
            Kills++;
            _worker = null;
        }

        await HandInAsync(_scale.Instances);
        _worker = Launch();
        await _worker.ReadyAsync();
    }

    /// <summary>Status and output of every instance, by index, once all have ended.</summary>
    public async Task<IReadOnlyList<string>> OutcomesAsync(TimeSpan deadline)
    {
        await Eventually.TrueAsync(
            async () => await CountAsync($"SELECT count(*) FROM {Schema}.instances WHERE status IN (0, 6, 7)") == 0,
            $"not all instances ended; the worker says: {WorkerErrors}",
            deadline,
            Token);
        return await _client.OutcomesAsync(_scale.Instances);
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null) await _worker.DisposeAsync();
        await _client.DisposeAsync();
    }

    private CrashWorker Launch() => CrashWorker.Launch("durable", _source.ConnectionString, Schema, WorkerName);

    private async Task HandInAsync(int upTo)
    {
        for (; _started < upTo; _started++) await _client.StartAsync(_started);
    }

    private Task PauseAsync() =>
        Task.Delay(TimeSpan.FromMilliseconds(_random.Next(20, (int)_scale.LongestLife.TotalMilliseconds / 2)), TimeProvider.System, Token);

    private async Task CutAsync()
    {
        var cut = await CountAsync($"""
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = '{WorkerName}' AND (random() < 0.7 OR query LIKE 'LISTEN%')
            """);
        SessionsCut += (int)cut;
        if (cut > 0) Cuts++;
    }
}
