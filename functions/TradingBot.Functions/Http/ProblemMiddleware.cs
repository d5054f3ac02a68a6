using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TradingBot.Functions.Http;

/// <summary>The outermost wall of the API: whatever was not expected becomes an answer that says nothing of our insides.</summary>
internal sealed partial class ProblemMiddleware(ILogger<ProblemMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            LogAborted(logger, context.FunctionDefinition.Name);
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await Problems.Of(bad.StatusCode, "request.malformed", "The request cannot be read", bad.Message).ExecuteAsync(http);
        }
        catch (Exception fault) when (!http.Response.HasStarted && DatabaseFault.IsUnavailable(fault))
        {
            LogDatabase(logger, fault, context.FunctionDefinition.Name);
            await Problems.DatabaseUnavailable().ExecuteAsync(http);
        }
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            LogUnexpected(logger, fault, context.FunctionDefinition.Name);
            await Problems.Of(StatusCodes.Status500InternalServerError, "server.error", "Unexpected error", "Something went wrong here; it has been logged.")
                .ExecuteAsync(http);
        }
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Error, Message = "{Function} failed unexpectedly")]
    private static partial void LogUnexpected(ILogger logger, Exception fault, string function);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "{Function} could not reach the database")]
    private static partial void LogDatabase(ILogger logger, Exception fault, string function);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Debug, Message = "The caller of {Function} went away")]
    private static partial void LogAborted(ILogger logger, string function);
}
