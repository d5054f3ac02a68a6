using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using TradingBot.Functions.Activities;
using TradingBot.Functions.Orchestrations;
using TradingBot.LocalRuntime.Durable.Engine;
using TradingBot.LocalRuntime.Durable.Storage;
using TradingBot.TestKit;
using TradingBot.TestKit.Histories;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Histories;

/// <summary>Runs the genuine orchestrators over activities that answer as written down, and records what comes of it.</summary>
internal sealed class ScriptedTrade : IAsyncDisposable
{
    private const string Schema = "histories";

    private readonly NpgsqlDataSource _source;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentDictionary<string, ConcurrentQueue<object?>> _answers = new(StringComparer.Ordinal);
    private readonly ServiceProvider _services;

    private ScriptedTrade(NpgsqlDataSource source)
    {
        _source = source;
        var registry = new OrchestrationRegistry();
        registry.AddOrchestrator(nameof(TradeSignal), Of(TradeSignal.RunAsync));
        registry.AddOrchestrator(nameof(RunTrade), Of(RunTrade.RunAsync));
        string[] activities =
        [
            nameof(DecideSignal), nameof(PlaceEntry), nameof(LookUpEntry), nameof(FollowTrade), nameof(SettleTrade), nameof(FailTrade),
            nameof(AreClosed), nameof(EndSignal),
        ];
        foreach (var activity in activities) registry.AddActivity(
            activity, inputType: null, (_, _, _) => Task.FromResult(Answer(activity)));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddDurableTasks(registry, options => (options.DataSource, options.Schema) = (_ => source, Schema));
        _services = services.BuildServiceProvider();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DurableTaskClient Client => _services.GetRequiredService<DurableTaskClient>();

    public static async Task<ScriptedTrade> StartAsync(NpgsqlDataSource source)
    {
        await DurableTaskSchema.MigrateAsync(source, Schema, Token);
        var trade = new ScriptedTrade(source);
        await trade._services.GetRequiredService<OrchestrationWorker>().StartAsync(Token);
        return trade;
    }

    /// <summary>What an activity answers, call by call; the last answer stays. An exception is thrown.</summary>
    public ScriptedTrade Answers(string activity, params object?[] answers)
    {
        _answers[activity] = new ConcurrentQueue<object?>(answers);
        return this;
    }

    public ScriptedTrade Follows(params MonitorState[] states) =>
        Answers(nameof(FollowTrade), [.. states.Select(
            state => (object?)new MonitorResult(state, state == MonitorState.Protected ? 20_000 : 500))]);

    /// <summary>Starts an instance, nudges it if asked, and moves the clock until it stands as awaited.</summary>
    public async Task<RecordedHistory> RecordAsync(
        string orchestrator, string id, object input, Func<RecordedHistory, bool> stands, bool isNudged = false)
    {
        await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id), Token);
        if (isNudged) await Client.RaiseEventAsync(id, TradeInstance.NudgeEvent, eventPayload: true, Token);
        await Eventually.TrueAsync(
            async () =>
            {
                if (stands(await HistoryOfAsync(id))) return true;
                _clock.Advance(TimeSpan.FromSeconds(1));
                return false;
            },
            $"{id} does not get there",
            TimeSpan.FromSeconds(60),
            Token);
        return await HistoryOfAsync(id);
    }

    public Task<RecordedHistory> HistoryOfAsync(string id) => RecordedHistory.RecordAsync(_source, Schema, id, Token);

    public async ValueTask DisposeAsync()
    {
        await _services.GetRequiredService<OrchestrationWorker>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private static Func<TaskOrchestrationContext, Task<object?>> Of(Func<TaskOrchestrationContext, Task> run) => async context =>
    {
        await run(context);
        return null;
    };

    private object? Answer(string activity)
    {
        var answers = _answers[activity];
        object? answer;
        if (answers.Count > 1) answers.TryDequeue(out answer);
        else answers.TryPeek(out answer);
        return answer is Exception failure ? throw failure : answer;
    }
}
