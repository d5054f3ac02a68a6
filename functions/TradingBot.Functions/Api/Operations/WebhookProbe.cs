using TradingBot.Core.Strategies;

namespace TradingBot.Functions.Api.Operations;

/// <summary>When the last alert arrived. Silence is no fault in itself, so it is told and not judged.</summary>
internal sealed class WebhookProbe(IStrategyStore strategies) : IHealthProbe
{
    public string Name => "webhook";

    public async Task<HealthCheck> CheckAsync(CancellationToken token)
    {
        var last = (await strategies.ListAsync(token)).Where(static stored => stored.LastSignalAt is not null)
            .MaxBy(static stored => stored.LastSignalAt);
        return last is null
            ? new HealthCheck(Name, HealthStatus.Healthy, "No alert has arrived yet.", null)
            : new HealthCheck(Name, HealthStatus.Healthy, $"The last alert came for {last.Strategy.Key}.", last.LastSignalAt);
    }
}
