using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Traces and measurements of the engine.</summary>
internal static class DurableTelemetry
{
    public const string Name = "TradingBot.Embedded.Durable";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static DurableTaskHealth? _health;

    static DurableTelemetry()
    {
        Meter.CreateObservableGauge("durable.queue.depth", () => Volatile.Read(ref _health)?.PendingWork ?? 0);
        Meter.CreateObservableGauge("durable.queue.oldest_age", () => Volatile.Read(ref _health)?.OldestWorkAge?.TotalSeconds ?? 0, "s");
        Meter.CreateObservableGauge("durable.instances.parked", () => Volatile.Read(ref _health)?.Parked ?? 0);
    }

    public static Histogram<double> EpisodeDuration { get; } = Meter.CreateHistogram<double>("durable.episode.duration", "ms");

    public static Histogram<double> ActivityDuration { get; } = Meter.CreateHistogram<double>("durable.activity.duration", "ms");

    public static Counter<long> LeaseLosses { get; } = Meter.CreateCounter<long>("durable.lease.losses");

    public static Counter<long> DatabaseFaults { get; } = Meter.CreateCounter<long>("durable.database.faults");

    public static Activity? StartEpisode(string name, string instanceId, string? traceParent) =>
        Start("orchestration " + name, name, instanceId, traceParent);

    public static Activity? StartActivity(string name, string instanceId, string? traceParent) =>
        Start("activity " + name, name, instanceId, traceParent);

    public static void Report(DurableTaskHealth health) => Volatile.Write(ref _health, health);

    public static string? CurrentTraceParent() => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    private static Activity? Start(string display, string name, string instanceId, string? traceParent)
    {
        var parent = ActivityContext.TryParse(traceParent, null, isRemote: true, out var context) ? context : default;
        var activity = Source.StartActivity(display, ActivityKind.Internal, parent);
        activity?.SetTag("durabletask.task.name", name).SetTag("durabletask.task.instance_id", instanceId);
        return activity;
    }
}
