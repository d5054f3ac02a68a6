using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.Simulation;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Streams;

/// <summary>What a client says on one socket and what it is answered.</summary>
internal sealed class StreamConversation(
    StreamSession session, StreamHub hub, OrderEntry entry, ExchangeSimulator simulator, PaperExchangeOptions options)
{
    private const int MaxSpotTopics = 10;
    private const int MaxOptionTopics = 2000;
    private const int MaxTopicLetters = 21_000;

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public void Receive(string text)
    {
        if (Parse(text) is not { } message)
        {
            session.Send(StreamAnswers.Refused(session, "", null, "Params Error"));
            return;
        }

        var requestId = message["req_id"]?.ToString();
        var arguments = message["args"] as JsonArray ?? [];
        switch (message["op"]?.ToString() ?? "")
        {
            case "ping" or "pong":
                session.Send(StreamAnswers.Pong(session, requestId, Now));
                break;
            case "auth" when session.Address.Kind != StreamKind.Public:
                var refusal = StreamLogin.Check(arguments, options, Now);
                session.IsSignedIn |= refusal is null;
                session.Send(StreamAnswers.SignedIn(session, requestId, refusal));
                break;
            case "subscribe" when session.Address.Kind != StreamKind.Trade:
                Subscribe(requestId, Names(arguments));
                break;
            case "unsubscribe" when session.Address.Kind != StreamKind.Trade:
                var names = Names(arguments);
                simulator.Read(_ =>
                {
                    hub.Leave(session, names);
                    return true;
                });
                session.Send(StreamAnswers.Subscribed(session, "unsubscribe", requestId, names, null));
                break;
            case var op when session.Address.Kind == StreamKind.Trade:
                entry.Receive(session, op, message);
                break;
            case var op:
                session.Send(StreamAnswers.Refused(session, op, requestId, $"Invalid op: {op}"));
                break;
        }
    }

    /// <summary>
    /// The answer is said under the simulator's lock: what a client does once it has heard it can't come before its topics.
    /// </summary>
    private void Subscribe(string? requestId, IReadOnlyList<string> names) => simulator.Read(state =>
    {
        var fault = TooMuch(names);
        if (session.Address.Category is { } category)
        {
            var opened = names.Select(name => (Name: name, Topic: PublicTopics.Open(state, category, name))).ToList();
            fault ??= opened.Where(pair => pair.Topic is null).Select(pair => $"Invalid topic: {pair.Name}").FirstOrDefault();
            session.Send(StreamAnswers.Subscribed(session, "subscribe", requestId, names, fault));
            return fault is null && Open(state, category, opened.Select(pair => pair.Topic!));
        }

        fault ??= NotPrivate(names);
        session.Send(StreamAnswers.Subscribed(session, "subscribe", requestId, names, fault));
        if (fault is null)
            hub.ListenPrivate(session, names);
        return fault is null;
    });

    private bool Open(ExchangeState state, Category category, IEnumerable<PublicTopic> topics)
    {
        foreach (var topic in topics)
            hub.ListenPublic(state, session, category, topic);
        return true;
    }

    private string? TooMuch(IReadOnlyList<string> names) => session.Address.Category switch
    {
        _ when names.Count == 0 => "Params Error",
        Category.Spot when names.Count > MaxSpotTopics => "args size >10",
        Category.Option when names.Count + session.Topics.Count > MaxOptionTopics => "args size >2000",
        _ when names.Sum(name => name.Length) + session.Topics.Sum(name => name.Length) > MaxTopicLetters => "args length exceeds 21000",
        _ => null,
    };

    private string? NotPrivate(IReadOnlyList<string> names)
    {
        if (!session.IsSignedIn)
            return "Request not authorized";
        if (names.FirstOrDefault(name => !IsPrivate(name)) is { } unknown)
            return $"Invalid topic: {unknown}";
        var kinds = names.Select(name => name.Contains('.', StringComparison.Ordinal)).Distinct().Count();
        return kinds > 1 ? "All-in-one topics and category topics cannot be mixed in one request" : null;
    }

    private static bool IsPrivate(string name) => name.Split('.') switch
    {
        [var kind] => PrivateStreamMessages.Kinds.Contains(kind),
        [not "wallet" and var kind, var category] =>
            PrivateStreamMessages.Kinds.Contains(kind)
                && CategoryNames.Parse(category) is { } known
                && (kind != "position" || known != Category.Spot),
        _ => false,
    };

    private static List<string> Names(JsonArray arguments) => [.. arguments.Select(argument => argument?.ToString() ?? "")];

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
