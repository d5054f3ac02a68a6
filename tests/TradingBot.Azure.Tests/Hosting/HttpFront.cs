using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using TradingBot.Azure.Tests.Protocol;

namespace TradingBot.Azure.Tests.Hosting;

/// <summary>
/// The address callers use. A request that fits a function's route becomes an invocation; the request itself goes on to the worker's
/// own HTTP server, which brings the two together by the invocation's id.
/// </summary>
internal sealed class HttpFront(WorkerGate gate, Uri hub) : IDisposable
{
    private const string Prefix = "api";
    private const string InvocationHeader = "x-ms-invocation-id";

    private static readonly HashSet<string> OfTheConnection =
        new(["Connection", "Keep-Alive", "Transfer-Encoding", "Host"], StringComparer.OrdinalIgnoreCase);

    private readonly HttpClient _forward = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = WorkerConnection.OpenAsync,
    });

    public async Task HandleAsync(HttpContext context)
    {
        if (gate.Serving is not { HttpUri: { } address } worker)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (!TryMatch(worker, context.Request, out var function, out var values))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // Keys live in the storage of a function app; there is none here.
        if (!string.Equals(function.AuthorizationLevel, "anonymous", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var request = Invocation.Of(function, new TypedData { Http = new RpcHttp() }, hub);
        foreach (var (name, value) in values)
            request.TriggerMetadata[name] = new TypedData { String = $"{value}" };
        await RunAsync(context, worker, request, address);
    }

    public void Dispose() => _forward.Dispose();

    private async Task RunAsync(HttpContext context, WorkerChannel worker, InvocationRequest request, Uri address)
    {
        try
        {
            var invocation = worker.InvokeAsync(request);
            await using (context.RequestAborted.Register(() => worker.Cancel(request.InvocationId)))
                await ForwardAsync(context, request.InvocationId, address);
            await invocation;
        }
        catch (Exception cut) when (cut is WorkerGoneException or HttpRequestException or IOException)
        {
            if (context.Response.HasStarted)
                context.Abort();
            else
                context.Response.StatusCode = StatusCodes.Status502BadGateway;
        }
    }

    private async Task ForwardAsync(HttpContext context, string invocation, Uri worker)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), new Uri(worker, $"{context.Request.Path}{context.Request.QueryString}"));
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
            request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, value) in context.Request.Headers.Where(static header => !OfTheConnection.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, value.ToArray());
        }

        request.Headers.Host = context.Request.Host.Value;
        request.Headers.Add(InvocationHeader, invocation);
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", $"{context.Connection.RemoteIpAddress}");
        using var response = await _forward.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, value) in response.Headers.Concat(response.Content.Headers))
        {
            if (!OfTheConnection.Contains(name))
                context.Response.Headers[name] = value.ToArray();
        }

        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static bool TryMatch(
        WorkerChannel worker, HttpRequest request, [NotNullWhen(true)] out LoadedFunction? match, out RouteValueDictionary values)
    {
        var candidates = worker.Functions
            .Where(function => function.Trigger == "httpTrigger" && Takes(function, request.Method))
            .Select(static function => (Function: function, Template: TemplateParser.Parse($"{Prefix}/{function.Route ?? function.Name}")))
            // Words before parameters, as routing orders them.
            .OrderBy(static candidate => RoutePrecedence.ComputeInbound(candidate.Template));
        foreach (var (function, template) in candidates)
        {
            values = [];
            if (new TemplateMatcher(template, []).TryMatch(request.Path, values))
            {
                match = function;
                return true;
            }
        }

        (match, values) = (null, []);
        return false;
    }

    private static bool Takes(LoadedFunction function, string method) =>
        function.Methods.Count == 0 || function.Methods.Contains(method, StringComparer.OrdinalIgnoreCase);
}
