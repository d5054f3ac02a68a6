using Microsoft.AspNetCore.Http;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>All strategies, the newest first.</summary>
public sealed class ListStrategies(IStrategyStore strategies, StrategyViews views)
{
    [Function(nameof(ListStrategies))]
    [Answers(200, typeof(ListView<StrategyView>))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "strategies")] HttpRequest request, CancellationToken token)
    {
        var stored = await strategies.ListAsync(token);
        return Answers.Json(new ListView<StrategyView>([.. stored.Select(strategy => views.Of(strategy, request))], null));
    }
}
