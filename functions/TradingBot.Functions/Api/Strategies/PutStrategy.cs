using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Operations;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Access;
using TradingBot.Functions.Http;
using TradingBot.Trading.Security;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>
/// Creates or replaces a strategy. The webhook's token is told only when it was just made or sent; afterwards only its hash exists.
/// </summary>
public sealed class PutStrategy(IStrategyStore strategies, IAuditLog audit, StrategyViews views, TimeProvider time)
{
    [Function(nameof(PutStrategy))]
    [Takes(typeof(StrategyRequest))]
    [Answers(200, typeof(StrategySavedView), Meaning = "Replaced.")]
    [Answers(201, typeof(StrategySavedView), Meaning = "Created.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "strategies/{key}")] HttpRequest request, string key, CancellationToken token)
    {
        if (!StrategyKey.TryParse(key, out var known))
            return Problems.Invalid([new Fault("key", "must be 1 to 64 characters of a-z 0-9 - _, beginning with a letter or digit.")]);
        var body = await JsonBody.ReadAsync(request, token);
        if (body.Refusal is not null)
            return body.Refusal;
        return StrategyDocument.Read(StrategyViews.WithoutAdditions(body.Json), known.Value) switch
        {
            StrategyReading.Faulty faulty => Problems.Invalid(faulty.Faults),
            StrategyReading.Valid valid => await SaveAsync(valid.Strategy, valid.Token, request, token),
            var other => throw new InvalidOperationException($"Unknown reading {other}."),
        };
    }

    private async Task<IResult> SaveAsync(Strategy strategy, string? sentToken, HttpRequest request, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var isNew = await strategies.FindAsync(strategy.Key, token) is null;
        var webhookToken = sentToken ?? (isNew ? Secrets.Create() : null);
        ReadOnlyMemory<byte>? hash = webhookToken is null ? default(ReadOnlyMemory<byte>?) : Secrets.Hash(webhookToken);
        await strategies.SaveAsync(strategy, hash, now, token);
        var detail = new JsonObject { ["strategy"] = StrategyDocument.Write(strategy), ["tokenChanged"] = webhookToken is not null };
        await audit.WriteAsync(
            Caller.Of(request).Name, isNew ? "strategy.created" : "strategy.changed", strategy.Key.Value, detail, now, token);
        var stored = await strategies.FindAsync(strategy.Key, token)
            ?? throw new InvalidOperationException($"The strategy '{strategy.Key}' vanished while it was saved.");
        var answer = new StrategySavedView(
            views.Of(stored, request), new WebhookView(views.WebhookUrl(strategy.Key, request), webhookToken));
        return Answers.Json(answer, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
