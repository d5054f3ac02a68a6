using Microsoft.AspNetCore.Http;
using TradingBot.Functions.Http;
using TradingBot.Trading.Operations;

namespace TradingBot.Functions.Api.Operations;

/// <summary>Every check of the bot with its own sentence and age.</summary>
public sealed class GetHealthDetails(IEnumerable<IHealthProbe> probes, HealthReport report, Installation installation, TimeProvider time)
{
    [Function(nameof(GetHealthDetails))]
    [Answers(200, typeof(HealthDetailsView))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/details")] HttpRequest request, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        var checks = await report.CheckAsync(probes, token);
        return Answers.Json(new HealthDetailsView(
            HealthReport.Overall(checks),
            time.GetUtcNow(),
            installation.Version,
            installation.Environment,
            installation.MainnetAllowed,
            checks));
    }
}
