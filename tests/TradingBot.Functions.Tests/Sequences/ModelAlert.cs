using System.Runtime.CompilerServices;
using TradingBot.Core.Foundation;
using TradingBot.Core.Signals;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>An alert as it arrived: what it means, when it counts as fired, and which others had been carried out by then.</summary>
internal sealed record ModelAlert(AlertForm Form, DateTimeOffset? FiredAt, DateTimeOffset Arrived, IReadOnlySet<ModelAlert> CarriedOut)
{
    private static readonly TimeSpan SentTogether = TimeSpan.FromMilliseconds(300);

    public bool HasId { get; init; }

    /// <summary>Whether its decision may have been given up: then it closes what it is to close, and opens nothing.</summary>
    public bool MaybeGivenUp { get; init; }

    /// <summary>
    /// The carried out, and those that were just being decided or became carried out while it was being delivered: whoever decided them may
    /// have seen it or not.
    /// </summary>
    public required IReadOnlySet<ModelAlert> MaybeCarriedOut { get; init; }

    /// <summary>Those of the carried out that were not closing something any more when it arrived.</summary>
    public required IReadOnlySet<ModelAlert> Settled { get; init; }

    /// <summary>When it fired, and never later than it arrived.</summary>
    public DateTimeOffset Moment => FiredAt < Arrived ? FiredAt.Value : Arrived;

    /// <summary>True when all that is told of its firing is the second.</summary>
    public bool IsWholeSecond => FiredAt < Arrived && FiredAt.Value.Ticks % TimeSpan.TicksPerSecond == 0;

    /// <summary>The last moment at which it may have fired, and never later than it arrived.</summary>
    public DateTimeOffset Latest => IsWholeSecond && EndOfSecond < Arrived ? EndOfSecond : IsWholeSecond ? Arrived : Moment;

    /// <summary>A reversal that found nothing waits for what was sent together with it: for that long it is not carried out.</summary>
    public static bool IsCarriedOut(SignalRecord record, DateTimeOffset now) =>
        record.Status != SignalStatus.Received
        && !(record.Reason?.Code == DenialCodes.NothingToReverse && now - record.ReceivedAt < SentTogether);

    private DateTimeOffset EndOfSecond => Moment.AddTicks(TimeSpan.TicksPerSecond - 1);

    public bool Equals(ModelAlert? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
