using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;
using TradingBot.Trading.Operations;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>Strategies as the API shows them: their document, and what the ledger knows beside it. Never the token.</summary>
public sealed class StrategyViews(Installation installation)
{
    private static readonly string[] Additions = ["webhookUrl", "updatedAt", "lastSignalAt", "openTrades"];

    public JsonObject Of(StoredStrategy stored, HttpRequest request)
    {
        var view = StrategyDocument.Write(stored.Strategy);
        view["webhookUrl"] = WebhookUrl(stored.Strategy.Key, request);
        view["updatedAt"] = Time(stored.UpdatedAt);
        view["lastSignalAt"] = stored.LastSignalAt is { } at ? Time(at) : null;
        view["openTrades"] = stored.OpenTrades;
        return view;
    }

    /// <summary>What was read from the API may be sent back as it is: our additions are not part of the strategy.</summary>
    public static JsonElement WithoutAdditions(JsonElement json)
    {
        var document = JsonObject.Create(json) ?? [];
        foreach (var name in Additions)
            document.Remove(name);
        return JsonSerializer.SerializeToElement(document);
    }

    /// <summary>Where TradingView has to send this strategy's alerts.</summary>
    public string WebhookUrl(StrategyKey key, HttpRequest request) =>
        $"{installation.WebhookBase ?? $"{request.Scheme}://{request.Host.Value}"}/api/webhook/{key}";

    private static JsonNode? Time(DateTimeOffset at) => JsonSerializer.SerializeToNode(at, ApiJson.Options);
}
