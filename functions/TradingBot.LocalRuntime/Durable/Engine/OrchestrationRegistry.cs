using Microsoft.DurableTask;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>The orchestrators and activities of this process, by name (case is ignored).</summary>
public sealed class OrchestrationRegistry
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators =
        new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ActivityRegistration> _activities = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void AddOrchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(run);
        if (!_orchestrators.TryAdd(name, run))
            throw new ArgumentException($"An orchestrator named '{name}' is registered already.", nameof(name));
    }

    /// <summary>The activity's input is deserialised to the input type; without one the activity gets null.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void AddActivity(string name, Type? inputType, Func<IServiceProvider, object?, CancellationToken, Task<object?>> run)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(run);
        if (!_activities.TryAdd(name, new ActivityRegistration(inputType, run)))
            throw new ArgumentException($"An activity named '{name}' is registered already.", nameof(name));
    }

    internal Func<TaskOrchestrationContext, Task<object?>>? FindOrchestrator(string name) => _orchestrators.GetValueOrDefault(name);

    internal ActivityRegistration? FindActivity(string name) => _activities.GetValueOrDefault(name);

    internal sealed record ActivityRegistration(Type? InputType, Func<IServiceProvider, object?, CancellationToken, Task<object?>> Run);
}
