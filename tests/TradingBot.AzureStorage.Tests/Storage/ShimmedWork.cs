using DurableTask.Core;
using DurableTask.Core.Middleware;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.Logging;
using TradingBot.DurableScenarios;

namespace TradingBot.AzureStorage.Tests.Storage;

/// <summary>
/// The work behind the genuine worker's shims. Orchestrators run as they do for a program outside the Functions host: the dispatcher hands
/// the history over, the framework's executor replays it in the worker, and the actions go back. Names are found whatever their case, as
/// the host finds functions.
/// </summary>
internal sealed class ShimmedWork(DurableWork work) : INameVersionObjectManager<TaskOrchestration>, INameVersionObjectManager<TaskActivity>
{
    private readonly DurableTaskShimFactory _shims = new(new DurableTaskWorkerOptions(), work.Logging);

    public TaskHubWorker CreateWorker(IOrchestrationService service, ILoggerFactory logging)
    {
        var worker = new TaskHubWorker(service, this, this, logging) { ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails };
        worker.AddOrchestrationDispatcherMiddleware(ExecuteAsync);
        return worker;
    }

    void INameVersionObjectManager<TaskOrchestration>.Add(ObjectCreator<TaskOrchestration> creator) => throw Complete();

    void INameVersionObjectManager<TaskActivity>.Add(ObjectCreator<TaskActivity> creator) => throw Complete();

    TaskOrchestration? INameVersionObjectManager<TaskOrchestration>.GetObject(string name, string? version) =>
        work.Orchestrators.ContainsKey(name) ? Orchestration(name, parent: null) : null;

    TaskActivity? INameVersionObjectManager<TaskActivity>.GetObject(string name, string? version) =>
        work.Activities.TryGetValue(name, out var code) ? _shims.CreateActivity(name, new Activity(code)) : null;

    private Task ExecuteAsync(DispatchMiddlewareContext context, Func<Task> next)
    {
        var state = context.GetProperty<OrchestrationRuntimeState>();
        var parent = state.ParentInstance is { } above
            ? new ParentOrchestrationInstance(above.Name, above.OrchestrationInstance.InstanceId)
            : null;
        var executor = new TaskOrchestrationExecutor(
            state, Orchestration(state.Name, parent), BehaviorOnContinueAsNew.Carryover, ErrorPropagationMode.UseFailureDetails);
        context.SetProperty(executor.Execute());
        return Task.CompletedTask;
    }

    private TaskOrchestration Orchestration(string name, ParentOrchestrationInstance? parent) =>
        _shims.CreateOrchestration(name, new Orchestrator(work.Orchestrators[name]), parent);

    private static InvalidOperationException Complete() => new("A worker's work is complete when it is made.");

    private sealed class Orchestrator(OrchestratorCode code) : ITaskOrchestrator
    {
        public Type InputType => code.InputType;

        public Type OutputType => typeof(object);

        public Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => code.Run(context);
    }

    private sealed class Activity(ActivityCode code) : ITaskActivity
    {
        public Type InputType => code.InputType;

        public Type OutputType => typeof(object);

        public Task<object?> RunAsync(TaskActivityContext context, object? input) => code.Run(input);
    }
}
