using System.Globalization;
using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Faults;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.Simulation;
using TradingBot.PaperExchange.State;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Streams;

/// <summary>
/// Tells every open socket what it asked for. All of it runs under the simulator's lock, so that a reader's first picture and
/// what follows fit together, and everybody hears everything in the order in which it was stored.
/// </summary>
internal sealed class StreamHub(FaultPlan faults, PaperExchangeOptions options) : ICommandListener
{
    private static readonly Fields None = Fields.FromQuery("");
    private readonly List<StreamSession> _private = [];
    private readonly Dictionary<(Category Category, string Name), PublicTopic> _public = [];
    private long _messages;

    public void OnStored(ExchangeState state, IReadOnlyList<IRow> changes)
    {
        if (_private.Count > 0)
        {
            foreach (var happened in PrivateStreamMessages.From(state, changes))
                PublishPrivate(state, happened);
        }

        // A reader that is cut on the way leaves these lists while they are walked, hence the copies.
        foreach (var topic in _public.Values.ToList())
        {
            foreach (var message in topic.Next(state, changes))
            {
                var text = StreamSession.Write(message);
                foreach (var reader in topic.Readers.ToList())
                    Deliver(reader, text);
            }
        }
    }

    public void ListenPrivate(StreamSession session, IEnumerable<string> topics)
    {
        session.Topics.UnionWith(topics);
        if (!_private.Contains(session))
            _private.Add(session);
    }

    /// <summary>Adds a reader and shows where things stand.</summary>
    public void ListenPublic(ExchangeState state, StreamSession session, Category category, PublicTopic opened)
    {
        if (!session.Topics.Add(opened.Name))
            return;
        if (!_public.TryGetValue((category, opened.Name), out var topic))
            _public[(category, opened.Name)] = topic = opened;
        topic.Readers.Add(session);
        if (topic.Start(state) is { } start)
            Deliver(session, StreamSession.Write(start));
    }

    public void Leave(StreamSession session, IEnumerable<string> topics)
    {
        foreach (var name in topics.ToList())
        {
            session.Topics.Remove(name);
            if (session.Address.Category is not { } category || !_public.TryGetValue((category, name), out var topic))
                continue;
            topic.Readers.Remove(session);
            if (topic.Readers.Count == 0)
                _public.Remove((category, name));
        }
    }

    public void Forget(StreamSession session)
    {
        Leave(session, session.Topics);
        _private.Remove(session);
    }

    private void PublishPrivate(ExchangeState state, PrivateEvent happened)
    {
        foreach (var session in _private.ToList())
        {
            foreach (var topic in session.Topics.Where(happened.Answers).ToList())
            {
                Deliver(session, StreamSession.Write(new JsonObject
                {
                    ["id"] = $"{session.Id}-{(++_messages).ToString(CultureInfo.InvariantCulture)}",
                    ["topic"] = topic,
                    ["creationTime"] = state.Now.ToUnixTimeMilliseconds(),
                    ["data"] = new JsonArray([.. happened.Rows.Select(row => row.DeepClone())]),
                }));
            }
        }
    }

    private void Deliver(StreamSession session, ReadOnlyMemory<byte> message)
    {
        var fault = faults.Take(session.Address.Path, None);
        switch (fault?.Kind)
        {
            case FaultKind.StreamDrop:
                session.Cut();
                return;
            case FaultKind.StreamSilence:
                session.Mute(options.TimeProvider.GetUtcNow() + fault.Delay);
                return;
            case FaultKind.StreamDuplicate:
                session.Send(message);
                break;
            default:
                break;
        }

        session.Send(message);
    }
}
