using System.Text.Json.Nodes;
using TradingBot.PaperExchange.State;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Streams;

/// <summary>Market data of one symbol that sockets are subscribed to.</summary>
internal abstract class PublicTopic(string name)
{
    public string Name => name;

    /// <summary>Who is told, in the order in which they came.</summary>
    public List<StreamSession> Readers { get; } = [];

    /// <summary>What a new reader starts from; absent where only news is told.</summary>
    public abstract JsonObject? Start(ExchangeState state);

    /// <summary>What a command changed for all readers.</summary>
    public abstract IEnumerable<JsonObject> Next(ExchangeState state, IReadOnlyList<IRow> changes);

    protected JsonObject Message(ExchangeState state, string type, JsonNode data) => new()
    {
        ["topic"] = name,
        ["type"] = type,
        ["ts"] = state.Now.ToUnixTimeMilliseconds(),
        ["data"] = data,
    };
}
