using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Strategies;
using TradingBot.Trading.Operations;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>Strategies as the API shows them: their document, and what the ledger knows beside it. Never the token.</summary>
public sealed class StrategyViews(Installation installation)
{
    private static readonly string[] Additions = ["webhookUrl", "updatedAt", "lastSignalAt", "openTrades"];

    public StrategyView Of(StoredStrategy stored, HttpRequest request) => StrategyView.Of(stored, WebhookUrl(stored.Strategy.Key, request));

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
}
