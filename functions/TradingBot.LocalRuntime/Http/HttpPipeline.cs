using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBot.LocalRuntime.Functions;

namespace TradingBot.LocalRuntime.Http;

/// <summary>The order in which a request passes: headers, faults, static files, functions, pages.</summary>
internal static class HttpPipeline
{
    public static void Configure(
        WebApplication app, string contentSecurityPolicy, string? webRoot, IEnumerable<FunctionDescriptor> functions)
    {
        app.Use((http, next) => AddSecurityHeaders(http, next, contentSecurityPolicy));
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = http => Problem.WriteAsync(http, StatusCodes.Status500InternalServerError, "server.error"),
        });
        app.Use(AnswerFaultsAsync);
        var site = StaticSite.Open(webRoot);
        site?.ServeFiles(app);
        app.UseRouting();
        if (site is not null)
            app.Use(site.ServePageAsync);
        MapFunctions(app, functions);
    }

    private static void MapFunctions(WebApplication app, IEnumerable<FunctionDescriptor> functions)
    {
        var key = new FunctionKey(app.Configuration);
        foreach (var function in functions.Where(function => function.Trigger is HttpTriggerAttribute))
        {
            RequestDelegate handler = new HttpInvocation(function, key).HandleAsync;
            var methods = HttpRoutes.Methods(function);
            var endpoint = methods.Length > 0
                ? app.MapMethods(HttpRoutes.Pattern(function), methods, handler)
                : app.Map(HttpRoutes.Pattern(function), handler);
            endpoint.WithMetadata(function);
        }
    }

    private static Task AddSecurityHeaders(HttpContext http, RequestDelegate next, string contentSecurityPolicy)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = contentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        return next(http);
    }

    // Only for what no function answered: a function's own 404 keeps the body it chose.
    private static async Task AnswerFaultsAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            var code = bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "http.bodyTooLarge" : "http.badRequest";
            await Problem.WriteAsync(http, bad.StatusCode, code, bad.Message);
            return;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (http.Response.HasStarted || http.GetEndpoint()?.Metadata.GetMetadata<FunctionDescriptor>() is not null)
            return;
        if (http.Response.StatusCode == StatusCodes.Status404NotFound)
            await Problem.WriteAsync(http, StatusCodes.Status404NotFound, "http.notFound");
        else if (http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            await Problem.WriteAsync(http, StatusCodes.Status405MethodNotAllowed, "http.methodNotAllowed");
    }
}
