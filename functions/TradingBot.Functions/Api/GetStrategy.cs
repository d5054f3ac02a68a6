using Microsoft.AspNetCore.Http;
using TradingBot.Core.Ports;
using TradingBot.Core.Strategies;

namespace TradingBot.Functions.Api;

/// <summary>One strategy.</summary>
public sealed class GetStrategy(IStrategyStore strategies, StrategyViews views)
{
    [Function(nameof(GetStrategy))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "strategies/{key}")] HttpRequest request, string key, CancellationToken token) =>
        StrategyKey.TryParse(key, out var known) && await strategies.FindAsync(known.Value, token) is { } stored
            ? Answers.Json(views.Of(stored, request))
            : Problems.NotFound("strategy");
}
