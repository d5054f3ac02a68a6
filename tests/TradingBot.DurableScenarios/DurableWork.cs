using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TradingBot.DurableScenarios;

/// <summary>The orchestrators and activities that a worker knows, by name.</summary>
public sealed class DurableWork
{
    private readonly Dictionary<string, OrchestratorCode> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ActivityCode> _activities = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, OrchestratorCode> Orchestrators => _orchestrators;

    public IReadOnlyDictionary<string, ActivityCode> Activities => _activities;

    /// <summary>Receives what orchestrators log through their context.</summary>
    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    /// <param name="name">The name it is started by.</param>
    /// <param name="run">The orchestrator; it reads its input as <typeparamref name="TInput"/>.</param>
    public DurableWork Orchestrator<TInput>(string name, Func<TaskOrchestrationContext, Task<object?>> run)
    {
        _orchestrators.Add(name, new OrchestratorCode(typeof(TInput), run));
        return this;
    }

    public DurableWork Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run) => Orchestrator<string>(name, run);

    public DurableWork Activity(string name, Type inputType, Func<object?, Task<object?>> run)
    {
        _activities.Add(name, new ActivityCode(inputType, run));
        return this;
    }

    public DurableWork Activity<TInput>(string name, Func<TInput, Task<object?>> run) =>
        Activity(name, typeof(TInput), input => run((TInput)input!));

    public DurableWork Activity<TInput>(string name, Func<TInput, object?> run) =>
        Activity<TInput>(name, input => Task.FromResult(run(input)));
}
