using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace TradingBot.LocalRuntime.Functions;

/// <summary>Runs one invocation through the middleware to the function's method.</summary>
internal sealed class FunctionInvoker
{
    private readonly ConcurrentDictionary<FunctionDescriptor, Func<LocalFunctionContext, object?>[]> _arguments = new();
    private readonly FunctionExecutionDelegate _pipeline;

    public FunctionInvoker(IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        FunctionExecutionDelegate pipeline = ExecuteAsync;
        foreach (var wrap in middleware.Reverse())
            pipeline = wrap(pipeline);
        _pipeline = pipeline;
    }

    public async Task<object?> InvokeAsync(LocalFunctionContext context)
    {
        await _pipeline(context);
        return context.Result;
    }

    private async Task ExecuteAsync(FunctionContext context)
    {
        var own = (LocalFunctionContext)context;
        var function = (FunctionDescriptor)own.FunctionDefinition;
        var bindings = _arguments.GetOrAdd(function, ArgumentBinding.ForAll);
        var arguments = new object?[bindings.Length];
        for (var i = 0; i < bindings.Length; i++)
            arguments[i] = bindings[i](own);
        own.Result = await function.CallAsync(own.InstanceServices, arguments);
    }
}
