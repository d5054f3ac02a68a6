namespace TradingBot.Embedded.Worker.Middleware;

/// <summary>Wraps invocations; one object serves all of them.</summary>
public interface IFunctionsWorkerMiddleware
{
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
