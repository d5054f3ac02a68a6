using System.Text.Json.Nodes;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Tests.Building;

/// <summary>An alert's JSON as TradingView would send it for an entry, changed field by field.</summary>
internal sealed class AnAlert
{
    private readonly JsonObject _json = new()
    {
        ["secret"] = "a-token-of-22-characters",
        ["symbol"] = "BYBIT:BTCUSDT.P",
        ["interval"] = "60",
        ["barTime"] = "2026-01-31T11:00:00Z",
        ["firedAt"] = "2026-01-31T12:00:00Z",
        ["price"] = "60000.5",
        ["action"] = "buy",
        ["orderId"] = "Long",
        ["contracts"] = "0.5",
        ["orderPrice"] = "60001",
        ["position"] = "long",
        ["positionSize"] = "0.5",
        ["prevPosition"] = "flat",
        ["prevPositionSize"] = "0",
    };

    public AnAlert With(string name, JsonNode? value)
    {
        _json[name] = value;
        return this;
    }

    public AnAlert Without(params string[] names)
    {
        foreach (var name in names) _json.Remove(name);
        return this;
    }

    public string Body() => _json.ToJsonString();

    public SignalReading Read(Strategy strategy) => ReadBody(Body(), strategy);

    public static SignalReading ReadBody(string body, Strategy strategy)
    {
        var payload = WebhookPayload.TryRead(body, out var error);
        var reading = AlertReader.Read(body, payload, strategy);
        Assert.True(reading is not null, error);
        return reading;
    }
}
