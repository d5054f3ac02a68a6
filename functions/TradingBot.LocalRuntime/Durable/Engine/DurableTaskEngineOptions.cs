using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>How the durable engine works. Checked when the engine is built.</summary>
public sealed class DurableTaskEngineOptions
{
    /// <summary>Where the database comes from; by default the container's own data source.</summary>
    public Func<IServiceProvider, NpgsqlDataSource> DataSource { get; set; } = services => services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>Schema of the engine's tables: a plain lower-case name.</summary>
    public string Schema { get; set; } = DurableTaskSchema.DefaultName;

    /// <summary>1 to 10,000 activities at a time in this process.</summary>
    public int MaxConcurrentActivities { get; set; } = 64;

    /// <summary>1 to 1,000 orchestrations moved on at a time in this process; sleeping ones don't count.</summary>
    public int MaxConcurrentOrchestrations { get; set; } = 12;

    /// <summary>1 s to 5 min. After this time the work of a dead process goes to another.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>10 ms to 1 min between searches for work of which no notification came.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a stop waits for running activities before it cancels and abandons them.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>First pause before a parked instance is tried again; it doubles up to sixteenfold.</summary>
    public TimeSpan ParkedRetryInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Up to this many instances stay in memory between their steps.</summary>
    public int MaxCachedInstances { get; set; } = 1000;

    internal void Validate()
    {
        DurableTaskSchema.RequireValidName(Schema);
        Require(MaxConcurrentActivities is >= 1 and <= 10_000, nameof(MaxConcurrentActivities), "1 to 10,000");
        Require(MaxConcurrentOrchestrations is >= 1 and <= 1_000, nameof(MaxConcurrentOrchestrations), "1 to 1,000");
        Require(
            LeaseDuration >= TimeSpan.FromSeconds(1) && LeaseDuration <= TimeSpan.FromMinutes(5), nameof(LeaseDuration), "1 s to 5 min");
        Require(
            PollInterval >= TimeSpan.FromMilliseconds(10) && PollInterval <= TimeSpan.FromMinutes(1),
            nameof(PollInterval),
            "10 ms to 1 min");
        Require(DrainTimeout >= TimeSpan.Zero, nameof(DrainTimeout), "zero or more");
        Require(ParkedRetryInterval > TimeSpan.Zero, nameof(ParkedRetryInterval), "more than zero");
        Require(MaxCachedInstances >= 0, nameof(MaxCachedInstances), "zero or more");
    }

    private static void Require(bool holds, string option, string range)
    {
        if (!holds) throw new ArgumentException($"DurableTaskEngineOptions.{option} must be {range}.", option);
    }
}
