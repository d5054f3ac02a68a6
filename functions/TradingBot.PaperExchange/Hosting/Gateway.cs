using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TradingBot.PaperExchange.Faults;
using TradingBot.PaperExchange.Http;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.Sim;
using TradingBot.PaperExchange.Simulation;
using TradingBot.PaperExchange.Streams;

namespace TradingBot.PaperExchange.Hosting;

/// <summary>What stands in front of the endpoints: routing, faults, signature, limits, envelope, in the exchange's order.</summary>
internal sealed class Gateway(
    ExchangeSimulator simulator, DelayedOutcomes outcomes, PaperExchangeOptions options, CancellationToken stopping)
{
    private const int MaxBodyBytes = 256 * 1024;
    private readonly AccountKey _key = new(options);
    private readonly FaultPlan _faults = new();
    private readonly RequestLog _requests = new();
    private readonly RateLimiter _limiter = new();
    private readonly IpLimiter _addresses = new(options.IpLimit);
    private readonly Lock _opening = new();
    private SimRoutes Sim => field ??= new SimRoutes(simulator, outcomes, _faults, _requests, options, _key);

    public async Task HandleAsync(HttpContext context)
    {
        if (!IsLoopbackName(context.Request.Host.Host))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var body = await ReadBodyAsync(context.Request, context.RequestAborted);
        if (body is null)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        if (context.Request.Path.StartsWithSegments("/sim", StringComparison.Ordinal))
            await Sim.HandleAsync(context, body);
        else if (_addresses.IsBanned(Now))
            await BreakAsync(context, StatusCodes.Status403Forbidden);
        else if (context.WebSockets.IsWebSocketRequest)
            await Streams.HandleAsync(context);
        else if (RouteTable.Find(context.Request.Method, context.Request.Path) is { } route)
            await RunAsync(context, route, body);
        else
            await Envelope.WriteAsync(context, new Refusal(10017, "Route not found."), Now, StatusCodes.Status404NotFound);
    }

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    private StreamServer Streams
    {
        get
        {
            lock (_opening)
                return field ??= Open();
        }
    }

    private StreamServer Open()
    {
        var hub = new StreamHub(_faults, options);
        simulator.ListenWith(hub);
        return new StreamServer(simulator, hub, new OrderEntry(simulator, outcomes, _faults, _requests, _limiter, options), _key, stopping);
    }

    private async Task RunAsync(HttpContext context, Route route, byte[] body)
    {
        var path = context.Request.Path.ToString();
        var rawQuery = RawQuery(context);
        var isGet = HttpMethods.IsGet(context.Request.Method);
        var fields = isGet ? Fields.FromQuery(rawQuery) : Fields.FromBody(body);
        var fault = _faults.Take(path, fields);
        if (fault?.Kind == FaultKind.Delay)
            await Task.Delay(fault.Delay, options.TimeProvider, context.RequestAborted);
        if (fault?.Kind is FaultKind.DropBefore or FaultKind.Status)
        {
            Log(null);
            if (fault.Kind == FaultKind.DropBefore)
                context.Abort();
            else
                await BreakAsync(context, fault.Status);
            return;
        }

        var granted = 1;
        var answer = fault?.Kind == FaultKind.RetCode
            ? new Refusal(fault.RetCode, fault.RetMsg)
            : Admit(context, route, path, isGet ? rawQuery : "", isGet ? [] : body, fields, fault, out granted)
                ?? fields.Fault
                ?? route.Handle(new Call(fields, simulator, outcomes, _key.Options, fault, granted));
        answer = ResponseVariants.Apply(answer, fault);
        Log(Envelope.CodeOf(answer));
        if (fault?.Kind == FaultKind.DelayAfter)
            await Task.Delay(fault.Delay, options.TimeProvider, context.RequestAborted);
        if (fault?.Kind == FaultKind.DropAfter)
            context.Abort();
        else
            await Envelope.WriteAsync(context, answer, Now + (fault?.Skew ?? TimeSpan.Zero));

        void Log(int? retCode)
        {
            if (route.IsPrivate)
                _requests.Add(new LoggedRequest(
                    Now, context.Request.Method, path, isGet ? rawQuery : Encoding.UTF8.GetString(body), retCode, fault?.Kind));
        }
    }

    /// <summary>Signature and limit of a private endpoint; null lets the call in, of a batch as many orders as granted.</summary>
    private Answer? Admit(
        HttpContext context, Route route, string path, string rawQuery, byte[] body, Fields fields, Fault? fault, out int granted)
    {
        granted = 1;
        if (route.CallsPerSecond is not { } callsPerSecond)
            return null;
        if (Signature.Check(context.Request.Headers, rawQuery, body, _key.Options, Now + (fault?.Skew ?? TimeSpan.Zero)) is { } unsigned)
            return unsigned;
        var category = CategoryNames.Parse(fields.Text("category"));
        var units = route.IsBatch && category != Category.Option ? Math.Max(1, fields.Items("request").Count) : 1;
        var verdict = _limiter.Take($"{path} {category?.Wire()}", callsPerSecond(category), units, Now);
        context.Response.Headers["X-Bapi-Limit"] = verdict.Limit.ToString();
        context.Response.Headers["X-Bapi-Limit-Status"] = verdict.Left.ToString();
        context.Response.Headers["X-Bapi-Limit-Reset-Timestamp"] = verdict.ResetAt.ToString();
        granted = category == Category.Option && verdict.Granted > 0 ? int.MaxValue : verdict.Granted;
        return granted > 0 ? null : (Answer)Refusals.TooManyVisits;
    }

    /// <summary>What stands before the exchange answers in plain text.</summary>
    private static async Task BreakAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(
            status == StatusCodes.Status403Forbidden ? "access too frequent" : "service unavailable", context.RequestAborted);
    }

    /// <summary>Guards the unsigned control paths against web pages that point a foreign name at this machine.</summary>
    private static bool IsLoopbackName(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static string RawQuery(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var mark = target.IndexOf('?');
        return mark < 0 ? "" : target[(mark + 1)..];
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request, CancellationToken token)
    {
        if (request.ContentLength > MaxBodyBytes)
            return null;
        var writer = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await request.Body.ReadAsync(writer.GetMemory(4096), token);
            if (read == 0)
                return writer.WrittenSpan.ToArray();
            writer.Advance(read);
            if (writer.WrittenCount > MaxBodyBytes)
                return null;
        }
    }
}
