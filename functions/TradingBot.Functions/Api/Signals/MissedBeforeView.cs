using TradingBot.Core.Signals;

namespace TradingBot.Functions.Api.Signals;

/// <summary>Why one or more alerts seem to be missing before an alert: two that follow each other do not meet.</summary>
public sealed record MissedBeforeView
{
    /// <summary>The last alert before it.</summary>
    public required Guid SignalId { get; init; }

    /// <summary>When that one fired.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What that one left in TradingView's simulation: "flat", "long", or "long 2" where only the sizes differ.</summary>
    public required string Left { get; init; }

    /// <summary>What this one began with, likewise.</summary>
    public required string Began { get; init; }

    public static MissedBeforeView? Of(MissedBefore? missed) => missed is null
        ? null
        : new MissedBeforeView
        {
            SignalId = missed.Alert.Value,
            At = missed.At,
            Left = missed.Words.Left,
            Began = missed.Words.Began,
        };
}
