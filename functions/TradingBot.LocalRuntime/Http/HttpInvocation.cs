using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TradingBot.LocalRuntime.Functions;

namespace TradingBot.LocalRuntime.Http;

/// <summary>One HTTP request to one function: key, call, answer.</summary>
internal sealed class HttpInvocation(FunctionDescriptor function, FunctionKey key)
{
    /// <summary>Where the request is kept in the invocation's items.</summary>
    public const string ContextKey = "HttpRequestContext";

    public async Task HandleAsync(HttpContext http)
    {
        if (!key.Admits(http.Request, ((HttpTriggerAttribute)function.Trigger).AuthLevel))
        {
            await Problem.WriteAsync(
                http, StatusCodes.Status401Unauthorized, "http.keyRequired", "This function needs a key in the header x-functions-key.");
            return;
        }

        var context = new LocalFunctionContext(function, http.RequestServices, http.RequestAborted) { TriggerValue = http.Request };
        context.Items[ContextKey] = http;
        var result = await http.RequestServices.GetRequiredService<FunctionInvoker>().InvokeAsync(context);
        if (!http.Response.HasStarted)
            await Answer(result).ExecuteAsync(http);
    }

    private static IResult Answer(object? result) => result switch
    {
        IResult ready => ready,
        null => Results.NoContent(),
        string text => Results.Text(text),
        _ => Results.Json(result),
    };
}
