using Microsoft.AspNetCore.Http;
using TradingBot.Functions.Access;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Operations;

/// <summary>
/// One word for load balancers and the sign-in page. 503 only when the database is gone: nothing else is cured by a restart.
/// </summary>
public sealed class GetHealth(IEnumerable<IHealthProbe> probes, HealthReport report, AuthOptions options)
{
    private readonly IHealthProbe[] _cheap = [.. probes.Where(static probe => probe is DatabaseProbe or ExchangeProbe or TradesProbe)];

    [Function(nameof(GetHealth))]
    [Answers(200, typeof(HealthView))]
    [Answers(503, typeof(HealthView), Meaning = "The database is gone.")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        var checks = await report.CheckAsync(_cheap, token);
        var hasDatabase = checks.All(static check => check is not { Name: DatabaseProbe.CheckName, Status: HealthStatus.Unhealthy });
        return Answers.Json(
            new HealthView(HealthReport.Overall(checks), options.Mode),
            hasDatabase ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
