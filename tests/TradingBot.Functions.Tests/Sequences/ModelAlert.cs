using System.Runtime.CompilerServices;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>An alert as it arrived: what it means, when it counts as fired, and which others had been carried out by then.</summary>
internal sealed record ModelAlert(AlertForm Form, DateTimeOffset? FiredAt, DateTimeOffset Arrived, IReadOnlySet<ModelAlert> CarriedOut)
{
    public bool HasId { get; init; }

    /// <summary>Those of the carried out that were not closing something any more when it arrived.</summary>
    public required IReadOnlySet<ModelAlert> Settled { get; init; }

    /// <summary>When it fired, and never later than it arrived.</summary>
    public DateTimeOffset Moment => FiredAt < Arrived ? FiredAt.Value : Arrived;

    /// <summary>True when all that is told of its firing is the second.</summary>
    public bool IsWholeSecond => FiredAt < Arrived && FiredAt.Value.Ticks % TimeSpan.TicksPerSecond == 0;

    /// <summary>The last moment at which it may have fired.</summary>
    public DateTimeOffset Latest => IsWholeSecond ? Moment.AddTicks(TimeSpan.TicksPerSecond - 1) : Moment;

    public bool Equals(ModelAlert? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
