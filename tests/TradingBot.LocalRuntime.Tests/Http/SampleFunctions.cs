using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TradingBot.LocalRuntime.Tests.Http;

/// <summary>One function for each thing an HTTP function can do.</summary>
public sealed class SampleFunctions(IServiceProvider services)
{
    public sealed record Order(string Symbol, decimal Quantity);

    [Function("ByName")]
    public static string ByName([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => $"path {request.Path}";

    [Function("TypedRoute")]
    public static IResult TypedRoute(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "typed/{text}/{number}/{big}/{id}")] HttpRequest request,
        string text,
        int number,
        long big,
        Guid id) => Results.Text($"{request.Method} {text} {number} {big} {id}");

    [Function("OptionalRoute")]
    public static string OptionalRoute(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "optional/{page?}")] HttpRequest request, int? page, string? absent) =>
        $"{request.Method} {page?.ToString() ?? "none"} {absent ?? "none"}";

    [Function("CatchAll")]
    public static string CatchAll(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{*path}")] HttpRequest request, string path) =>
        $"{request.Method} {path}";

    [Function("Json")]
    public static Task<Order> Json([HttpTrigger(AuthorizationLevel.Anonymous, "get", "POST")] HttpRequest request) =>
        Task.FromResult(new Order(request.Method, 1.50m));

    [Function("Nothing")]
    public static Task Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Task.FromResult(request);

    [Function("OwnNotFound")]
    public static async ValueTask<IResult> OwnNotFound([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        await Task.Yield();
        request.HttpContext.Response.Headers["X-Own"] = "yes";
        return Results.NotFound();
    }

    [Function("Echo")]
    public static async Task<IResult> Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, CancellationToken token)
    {
        using var reader = new StreamReader(request.Body);
        return Results.Text(await reader.ReadToEndAsync(token));
    }

    [Function("Broken")]
    public static string Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException($"inner secret of {request.Path}");

    [Function("Instance")]
    public string Instance([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context) =>
        $"{context.FunctionDefinition.Name} {ReferenceEquals(services, context.InstanceServices)} "
            + $"{ReferenceEquals(request, context.GetHttpContext()?.Request)}";

    [Function("Keyed")]
    public static string Keyed([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => request.Method;

    [Function("AdminOnly")]
    public static string AdminOnly([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => request.Method;

    [Function("Unspecified")]
    public static string Unspecified([HttpTrigger] HttpRequest request) => request.Method;
}
