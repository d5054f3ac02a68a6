using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TradingBot.DurableScenarios;
using TradingBot.Functions.Orchestrations;

namespace TradingBot.AzureStorage.Tests.Trading;

/// <summary>The product's orchestrators, and every activity it has over the services it needs.</summary>
internal static class ProductWork
{
    public static DurableWork Create(IServiceProvider services)
    {
        var work = new DurableWork()
            .Orchestrator<Guid>(nameof(TradeSignal), static context => RunAsync(TradeSignal.RunAsync(context)))
            .Orchestrator<RunTradeInput>(nameof(RunTrade), static context => RunAsync(RunTrade.RunAsync(context)));
        foreach (var method in typeof(TradeSignal).Assembly.GetTypes().SelectMany(static type => type.GetMethods()))
        {
            if (method.GetParameters() is [{ } input, ..] && input.GetCustomAttribute<ActivityTriggerAttribute>() is not null)
            {
                var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
                work.Activity(name, input.ParameterType, value => CallAsync(services, method, value));
            }
        }

        return work;
    }

    private static async Task<object?> RunAsync(Task orchestrator)
    {
        await orchestrator;
        return null;
    }

    private static async Task<object?> CallAsync(IServiceProvider services, MethodInfo method, object? input)
    {
        var activity = ActivatorUtilities.CreateInstance(services, method.DeclaringType!);
        object?[] arguments = [input, .. method.GetParameters().Skip(1).Select(static _ => (object)CancellationToken.None)];
        var running = (Task)method.Invoke(activity, arguments)!;
        await running;
        return running.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(running);
    }
}
