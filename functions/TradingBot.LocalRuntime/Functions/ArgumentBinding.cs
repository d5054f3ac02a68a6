using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace TradingBot.LocalRuntime.Functions;

/// <summary>Where each parameter of a function gets its value from.</summary>
internal static class ArgumentBinding
{
    /// <summary>One source per parameter; a parameter without a source is a <see cref="StartupException"/> that names it.</summary>
    public static Func<LocalFunctionContext, object?>[] ForAll(FunctionDescriptor function) =>
        [.. function.Method.GetParameters().Select(parameter => For(parameter, function))];

    private static Func<LocalFunctionContext, object?> For(ParameterInfo parameter, FunctionDescriptor function)
    {
        if (parameter.ParameterType == typeof(FunctionContext))
            return context => context;
        if (parameter == function.TriggerParameter)
            return context => context.TriggerValue;
        if (parameter.ParameterType == typeof(CancellationToken))
            return context => context.CancellationToken;
        if (parameter.IsDefined(typeof(DurableClientAttribute)) && parameter.ParameterType == typeof(DurableTaskClient))
            return context => context.InstanceServices.GetRequiredService<DurableTaskClient>();
        if (function.Trigger is HttpTriggerAttribute && HttpArgument.For(parameter) is { } source)
            return context => source(context.GetHttpContext()!);
        throw new StartupException(
            $"Function '{function.Name}' is faulty and must be corrected in code: "
            + $"its parameter '{parameter.Name}' of type {parameter.ParameterType.Name} cannot be bound.");
    }
}
