using Microsoft.Extensions.Logging;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>What a step works with.</summary>
internal sealed record StepServices(
    OrchestrationRegistry Registry,
    InstanceStore Instances,
    StepWriter Steps,
    ActivityStore Leases,
    ActivityRunner Activities,
    EngineSignals Signals,
    TimeProvider Time,
    ILoggerFactory LoggerFactory,
    ILogger Logger)
{
    public required TimeSpan ParkedRetryInterval { get; init; }

    /// <summary>There are messages for this instance; another worker that holds its lease is notified.</summary>
    public required Action<string> InstanceHasWork { get; init; }

    /// <summary>A message falls due at this time.</summary>
    public required Action<DateTimeOffset> TimerSet { get; init; }
}
