namespace TradingBot.EndToEnd.Tests.Clients;

/// <summary>A strategy of a test's own: 1 % of the account at risk, stop 2 % and target 4 % away.</summary>
public sealed record TestStrategy(string Key, string Symbol)
{
    public string Token { get; } = $"{Guid.NewGuid():N}";

    public JsonObject Document() => new()
    {
        ["name"] = Key,
        ["state"] = "active",
        ["category"] = "linear",
        ["symbols"] = new JsonArray(Symbol),
        ["direction"] = "both",
        ["orderType"] = "market",
        ["sizing"] = new JsonObject { ["mode"] = "riskPercent", ["value"] = "1" },
        ["leverage"] = "3",
        ["stopLoss"] = new JsonObject { ["percent"] = "2" },
        ["takeProfits"] = new JsonArray(new JsonObject { ["percent"] = "4", ["close"] = "100" }),
        ["maxDriftPercent"] = null,
        ["formats"] = new JsonArray("tradingbot"),
        ["token"] = Token,
    };

    /// <summary>An alert that only says what to do, with an id of its own.</summary>
    public static JsonObject Action(string action) => new() { ["action"] = action, ["id"] = $"{Guid.NewGuid():N}" };

    /// <summary>An alert that says which position the strategy is in now.</summary>
    public static JsonObject Position(string position) => new() { ["position"] = position, ["id"] = $"{Guid.NewGuid():N}" };

    internal JsonObject Signed(JsonObject alert)
    {
        var body = (JsonObject)alert.DeepClone();
        body["secret"] = Token;
        body["symbol"] = $"BYBIT:{Symbol}.P";
        return body;
    }
}
