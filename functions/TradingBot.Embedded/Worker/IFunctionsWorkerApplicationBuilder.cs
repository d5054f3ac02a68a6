using Microsoft.Extensions.DependencyInjection;
using TradingBot.Embedded.Worker.Middleware;

namespace TradingBot.Embedded.Worker;

/// <summary>Collects services and the middleware that wraps every invocation.</summary>
public interface IFunctionsWorkerApplicationBuilder
{
    IServiceCollection Services { get; }

    IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware);
}
