using TradingBot.Core.Risk;

namespace TradingBot.Functions.Api.Operations;

/// <summary>Whether trading is halted.</summary>
internal sealed class HaltProbe(IHaltSwitch halt) : IHealthProbe
{
    public string Name => "halt";

    public async Task<HealthCheck> CheckAsync(CancellationToken token) => await halt.ReadAsync(token) is { IsHalted: true } state
        ? new HealthCheck(Name, HealthStatus.Degraded, $"Halted by {state.By}: {state.Reason}", state.Since)
        : new HealthCheck(Name, HealthStatus.Healthy, "Trading is not halted.", null);
}
