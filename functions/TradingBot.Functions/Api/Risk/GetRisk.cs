using Microsoft.AspNetCore.Http;
using TradingBot.Core.Risk;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Risk;

/// <summary>The portfolio limits.</summary>
public sealed class GetRisk(IRiskLimitsStore limits)
{
    [Function(nameof(GetRisk))]
    [Answers(200, typeof(RiskLimitsView))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "risk")] HttpRequest request, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Answers.Json(RiskLimitsView.Of(await limits.ReadAsync(token)));
    }
}
