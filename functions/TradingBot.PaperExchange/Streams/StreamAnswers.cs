using System.Globalization;
using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Streams;

/// <summary>Acknowledgements, which every kind of socket words in its own way.</summary>
internal static class StreamAnswers
{
    public static JsonObject Pong(StreamSession session, string? requestId, DateTimeOffset now)
    {
        var stamp = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return session.Address switch
        {
            { Kind: StreamKind.Trade } => new JsonObject
            {
                ["retCode"] = 0,
                ["retMsg"] = "OK",
                ["op"] = "pong",
                ["data"] = new JsonArray(stamp),
                ["connId"] = session.Id,
            },
            { Kind: StreamKind.Private } => With(
                new JsonObject { ["op"] = "pong", ["args"] = new JsonArray(stamp), ["conn_id"] = session.Id }, requestId),
            { Category: Category.Option } => new JsonObject { ["args"] = new JsonArray(stamp), ["op"] = "pong" },
            _ => Plain(session, "ping", requestId, null, "pong"),
        };
    }

    public static JsonObject SignedIn(StreamSession session, string? requestId, Refusal? refusal)
    {
        if (session.Address.Kind == StreamKind.Trade)
            return new JsonObject
            {
                ["retCode"] = refusal?.Code ?? 0,
                ["retMsg"] = refusal?.Message ?? "OK",
                ["op"] = "auth",
                ["connId"] = session.Id,
            };
        if (refusal is null)
            return With(new JsonObject { ["success"] = true, ["ret_msg"] = "", ["op"] = "auth", ["conn_id"] = session.Id }, requestId);
        return With(
            new JsonObject
            {
                ["success"] = false,
                ["ret_msg"] = refusal.Message,
                ["retCode"] = refusal.Code,
                ["retMsg"] = refusal.Message,
                ["op"] = "auth",
                ["conn_id"] = session.Id,
                ["connId"] = session.Id,
            },
            requestId);
    }

    public static JsonObject Subscribed(StreamSession session, string op, string? requestId, IReadOnlyList<string> topics, string? fault)
    {
        if (session.Address.Category != Category.Option)
            return Plain(session, op, requestId, fault, session.Address.Category == Category.Spot ? op : "");
        return With(
            new JsonObject
            {
                ["success"] = fault is null,
                ["conn_id"] = session.Id,
                ["data"] = new JsonObject
                {
                    ["failTopics"] = fault is null ? [] : List(topics),
                    ["successTopics"] = fault is null ? List(topics) : [],
                },
                ["type"] = "COMMAND_RESP",
            },
            requestId);
    }

    public static JsonObject Refused(StreamSession session, string op, string? requestId, string fault) =>
        Plain(session, op, requestId, fault, "");

    private static JsonObject Plain(StreamSession session, string op, string? requestId, string? fault, string text) => With(
        new JsonObject { ["success"] = fault is null, ["ret_msg"] = fault ?? text, ["conn_id"] = session.Id, ["op"] = op }, requestId);

    private static JsonObject With(JsonObject answer, string? requestId)
    {
        if (requestId is not null)
            answer["req_id"] = requestId;
        return answer;
    }

    private static JsonArray List(IEnumerable<string> topics) => [.. topics.Select(topic => JsonValue.Create(topic))];
}
