using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Faults;
using TradingBot.PaperExchange.Http;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.Simulation;

namespace TradingBot.PaperExchange.Streams;

/// <summary>Orders over a socket: the same endpoints behind another envelope, within the same limits.</summary>
internal sealed class OrderEntry(
    ExchangeSimulator simulator, DelayedOutcomes outcomes, FaultPlan faults, RequestLog requests, RateLimiter limiter,
    PaperExchangeOptions options)
{
    private const int MaxRequestId = 36;
    private const long DefaultWindow = 5000;

    public void Receive(StreamSession session, string op, JsonObject message)
    {
        var path = "/v5/" + op.Replace('.', '/');
        if (!op.StartsWith("order.", StringComparison.Ordinal)
            || RouteTable.Find("POST", path) is not { CallsPerSecond: { } callsPerSecond } route)
        {
            Answer(session, op, message, new Refusal(10001, $"Invalid op: {op}"), null);
            return;
        }

        if (Admit(session, message) is { } refusal)
        {
            Answer(session, op, message, refusal, null);
            return;
        }

        var text = (message["args"] as JsonArray)?.FirstOrDefault()?.ToJsonString() ?? "{}";
        var fields = Fields.FromBody(Encoding.UTF8.GetBytes(text));
        var fault = faults.Take(path, fields);
        if (fault?.Kind == FaultKind.DropBefore)
        {
            session.Cut();
            return;
        }

        var category = CategoryNames.Parse(fields.Text("category"));
        var units = route.IsBatch && category != Category.Option ? Math.Max(1, fields.Items("request").Count) : 1;
        var verdict = limiter.Take($"{path} {category?.Wire()}", callsPerSecond(category), units, options.TimeProvider.GetUtcNow());
        var answer = Run(route, fields, fault, verdict, category);
        requests.Add(new LoggedRequest(options.TimeProvider.GetUtcNow(), "WS", path, text, Envelope.CodeOf(answer), fault?.Kind));
        if (fault?.Kind == FaultKind.DropAfter)
            session.Cut();
        else
            Answer(session, op, message, answer, verdict);
    }

    private Answer Run(Route route, Fields fields, Fault? fault, RateVerdict verdict, Category? category)
    {
        if (verdict.Granted == 0)
            return Refusals.TooManyVisits;
        if (fault?.Kind == FaultKind.RetCode)
            return new Refusal(fault.RetCode, fault.RetMsg);
        if (fields.Fault is { } faulty)
            return faulty;
        return route.Handle(
            new Call(fields, simulator, outcomes, options, fault, category == Category.Option ? int.MaxValue : verdict.Granted));
    }

    private Refusal? Admit(StreamSession session, JsonObject message)
    {
        if (!session.IsSignedIn)
            return new(20001, "Request not authorized");
        if (message["reqId"]?.ToString() is { Length: > MaxRequestId })
            return new(10001, "reqId is too long");
        var header = message["header"] as JsonObject;
        var stamp = header?["X-BAPI-TIMESTAMP"]?.ToString();
        var window = long.TryParse(
            header?["X-BAPI-RECV-WINDOW"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture,
            out var asked) ? asked : DefaultWindow;
        return Signature.CheckClock(stamp, window, options.TimeProvider.GetUtcNow());
    }

    private void Answer(StreamSession session, string op, JsonObject message, Answer answer, RateVerdict? verdict)
    {
        var now = options.TimeProvider.GetUtcNow();
        var ok = answer as Answer.Ok;
        var reply = new JsonObject
        {
            ["reqId"] = message["reqId"]?.ToString() ?? "",
            ["retCode"] = Envelope.CodeOf(answer),
            ["retMsg"] = answer is Answer.Refused refused ? refused.Refusal.Message : "OK",
            ["op"] = op,
            ["data"] = ok?.Result ?? [],
            ["retExtInfo"] = ok?.Items is { } items ? new JsonObject { ["list"] = items } : [],
            ["header"] = new JsonObject { ["Timenow"] = Wire.Milliseconds(now), ["Traceid"] = session.Id },
            ["connId"] = session.Id,
        };
        if (verdict is not null && reply["header"] is JsonObject header)
        {
            header["X-Bapi-Limit"] = verdict.Limit.ToString(CultureInfo.InvariantCulture);
            header["X-Bapi-Limit-Status"] = verdict.Left.ToString(CultureInfo.InvariantCulture);
            header["X-Bapi-Limit-Reset-Timestamp"] = verdict.ResetAt.ToString(CultureInfo.InvariantCulture);
        }

        session.Send(reply);
    }
}
