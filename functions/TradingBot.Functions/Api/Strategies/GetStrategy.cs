using Microsoft.AspNetCore.Http;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>One strategy.</summary>
public sealed class GetStrategy(IStrategyStore strategies, StrategyViews views)
{
    [Function(nameof(GetStrategy))]
    [Answers(200, typeof(StrategyView))]
    [Refuses(404, "strategy.notFound", "there is no such strategy")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "strategies/{key}")] HttpRequest request, string key, CancellationToken token) =>
        StrategyKey.TryParse(key, out var known) && await strategies.FindAsync(known.Value, token) is { } stored
            ? Answers.Json(views.Of(stored, request))
            : Problems.NotFound("strategy");
}
