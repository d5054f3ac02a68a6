using Microsoft.Extensions.Logging;

namespace TradingBot.DurableScenarios;

/// <summary>Replay: what it repeats, what it keeps still, and code that does not fit.</summary>
public abstract class DeterminismScenarios : DurableScenario
{
    private static readonly TimeSpan Foreign = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Code_that_left_its_history_fails_or_is_kept_aside_as_the_backend_does()
    {
        static DurableWork Work(string first) => new DurableWork()
            .Activity<string>("A", static _ => "a")
            .Activity<string>("B", static _ => "b")
            .Orchestrator("Changing", async context =>
                await context.CallActivityAsync<string>(first, "x") + await context.WaitForExternalEvent<string>("Go"));
        await Hub.StartWorkerAsync(Work("A"));
        var id = await StartAsync("Changing");
        await RecordedAsync(id, "TaskCompleted");
        await Hub.StopWorkerAsync();

        await Hub.StartWorkerAsync(Work("B"));
        await Client.RaiseEventAsync(id, "Go", "!", Token);

        if (Hub.Traits.FailsWhatLeftItsHistory)
        {
            var ended = await EndAsync(id);
            Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
            Assert.Contains("NonDeterministic", (await FailureAsync(id)).ErrorType, StringComparison.Ordinal);
            return;
        }

        await Eventually.TrueAsync(() => Hub.IsKeptAsideAsync(id), "The instance is not kept aside", cancellationToken: Token);
        await Hub.StopWorkerAsync();
        await Hub.StartWorkerAsync(Work("A"));
        Assert.Equal("a!", (await EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Awaiting_a_foreign_task_stands_still_or_fails_as_the_backend_does()
    {
        var foreignDone = new TaskCompletionSource();
        await Hub.StartWorkerAsync(new DurableWork()
            .Orchestrator("Echo", static context => Task.FromResult<object?>(context.GetInput<string>()))
            .Orchestrator("Careless", async context =>
            {
                // Long enough not to be over before it is awaited: of a task that is, nobody can tell where it came from.
                await CompleteAfterAsync(foreignDone);
                return await context.CallActivityAsync<string>("never reached", "x");
            }));
        var id = await StartAsync("Careless");

        if (!Hub.Traits.StandsStillAtForeignTasks)
        {
            var ended = await EndAsync(id);
            Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
            Assert.Equal("System.InvalidOperationException", (await FailureAsync(id)).ErrorType);
            return;
        }

        await foreignDone.Task.WaitAsync(Token);
        await RunAsync("Echo", "later");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await StandAsync(id))!.RuntimeStatus);
        Assert.Equal(["ExecutionStarted Careless"], await ShapeAsync(id));
    }

    [Fact]
    public async Task Replay_safe_logger_writes_a_line_once_though_it_calls_itself_enabled_while_replaying()
    {
        using var logging = new LineCounter();
        var enabledWhileReplaying = 0;
        await Hub.StartWorkerAsync(new DurableWork { Logging = logging }.Orchestrator("Logger", async context =>
        {
            var logger = context.CreateReplaySafeLogger("scenario");
            if (context.IsReplaying && logger.IsEnabled(LogLevel.Information))
                Interlocked.Increment(ref enabledWhileReplaying);
            logger.LogInformation("once");
            await context.WaitForExternalEvent<int>("Go");
            return null;
        }));
        var id = await StartAsync("Logger");
        await RecordedAsync(id, "ExecutionStarted");
        await Hub.StopWorkerAsync();

        await Hub.StartWorkerAsync(new DurableWork { Logging = logging }.Orchestrator("Logger", async context =>
        {
            var logger = context.CreateReplaySafeLogger("scenario");
            if (context.IsReplaying && logger.IsEnabled(LogLevel.Information))
                Interlocked.Increment(ref enabledWhileReplaying);
            logger.LogInformation("once");
            await context.WaitForExternalEvent<int>("Go");
            return null;
        }));
        await Client.RaiseEventAsync(id, "Go", 1, Token);
        await EndAsync(id);

        Assert.Equal((1, 1), (logging.Lines, enabledWhileReplaying));
    }

    private static async Task CompleteAfterAsync(TaskCompletionSource done)
    {
        await Task.Delay(Foreign, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        done.TrySetResult();
    }

    private sealed class LineCounter : ILoggerFactory, ILogger
    {
        private int _lines;

        public int Lines => _lines;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Lines are only counted.");

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception) == "once")
                Interlocked.Increment(ref _lines);
        }

        public void Dispose()
        {
            // Holds nothing.
        }
    }
}
