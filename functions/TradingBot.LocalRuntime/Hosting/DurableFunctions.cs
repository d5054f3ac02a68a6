using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TradingBot.LocalRuntime.Durable.Engine;
using TradingBot.LocalRuntime.Functions;

namespace TradingBot.LocalRuntime.Hosting;

/// <summary>Gives the orchestrators and activities among the functions to the durable engine.</summary>
internal static class DurableFunctions
{
    public static bool Any(IEnumerable<FunctionDescriptor> functions) => functions.Any(function =>
        function.Trigger is OrchestrationTriggerAttribute or ActivityTriggerAttribute
        || function.Method.GetParameters().Any(parameter => parameter.IsDefined(typeof(DurableClientAttribute), inherit: false)));

    /// <summary>
    /// Activities pass through the middleware like any function. Orchestrators do not: they are replayed on the engine's own thread,
    /// where nothing but their code may run; their objects come from the root container.
    /// </summary>
    public static OrchestrationRegistry Register(IEnumerable<FunctionDescriptor> functions, FunctionInvoker invoker, RootServices root)
    {
        var registry = new OrchestrationRegistry();
        foreach (var function in functions)
        {
            if (function.Trigger is OrchestrationTriggerAttribute orchestration)
            {
                RequireContextOnly(function);
                registry.AddOrchestrator(
                    orchestration.Orchestration ?? function.Name, context => function.CallAsync(root.Provider, [context]));
            }
            else if (function.Trigger is ActivityTriggerAttribute activity)
            {
                registry.AddActivity(
                    activity.Activity ?? function.Name,
                    InputType(function),
                    (services, input, token) =>
                        invoker.InvokeAsync(new LocalFunctionContext(function, services, token) { TriggerValue = input }));
            }
        }

        return registry;
    }

    private static Type? InputType(FunctionDescriptor function)
    {
        var type = function.TriggerParameter.ParameterType;
        return type == typeof(FunctionContext) ? null : type;
    }

    private static void RequireContextOnly(FunctionDescriptor function)
    {
        if (function.Method.GetParameters() is not [{ ParameterType: var type }] || type != typeof(TaskOrchestrationContext))
            throw new StartupException(
                $"Function '{function.Name}' is faulty and must be corrected in code: "
                + $"an orchestrator takes one parameter, of type {nameof(TaskOrchestrationContext)}.");
    }
}
