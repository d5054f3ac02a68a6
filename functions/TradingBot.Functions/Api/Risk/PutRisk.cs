using Microsoft.AspNetCore.Http;
using TradingBot.Core.Risk;
using TradingBot.Functions.Access;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Risk;

/// <summary>Replaces the portfolio limits; the change is in the audit trail.</summary>
public sealed class PutRisk(IRiskLimitsStore limits, TimeProvider time)
{
    [Function(nameof(PutRisk))]
    [Takes(typeof(RiskLimitsRequest))]
    [Answers(200, typeof(RiskLimitsView))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "risk")] HttpRequest request, CancellationToken token)
    {
        var body = await JsonBody.ReadAsync(request, token);
        if (body.Refusal is not null)
            return body.Refusal;
        switch (RiskLimitsDocument.Read(body.Json))
        {
            case RiskLimitsReading.Faulty faulty:
                return Problems.Invalid(faulty.Faults);
            case RiskLimitsReading.Valid valid:
                await limits.SaveAsync(valid.Limits, Caller.Of(request).Name, time.GetUtcNow(), token);
                return Answers.Json(RiskLimitsView.Of(valid.Limits));
            case var other:
                throw new InvalidOperationException($"Unknown reading {other}.");
        }
    }
}
