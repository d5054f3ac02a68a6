using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Signals;

/// <summary>A stored alert and what became of it.</summary>
public sealed record SignalRecord
{
    public required SignalId Id { get; init; }

    public required string Strategy { get; init; }

    public required SignalStatus Status { get; init; }

    public required string Source { get; init; }

    public Category? Category { get; init; }

    /// <summary>Null when the alert could not be read.</summary>
    public Signal? Signal { get; init; }

    public required bool DryRun { get; init; }

    public required string MaskedBody { get; init; }

    public required IReadOnlyList<string> IgnoredFields { get; init; }

    public string? RemoteIp { get; init; }

    /// <summary>How often the same alert came again.</summary>
    public required int Duplicates { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it was decided first: a reversal, when it asked the old side to close.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    public Denial? Reason { get; init; }

    public TradeId? TradeId { get; init; }

    /// <summary>The trades it asked to close, or to take back the entry of, when it was decided.</summary>
    public IReadOnlyList<TradeId> Closes { get; init; } = [];

    /// <summary>The trade that it added to.</summary>
    public TradeId? AddsTo { get; init; }

    /// <summary>The side of what it asked to close, or added to; null when it did neither.</summary>
    public Direction? ChangedSide { get; init; }

    /// <summary>What shows that one or more alerts before it did not arrive; null where nothing does.</summary>
    public MissedBefore? Missed { get; init; }

    /// <summary>What was held when it was decided; null where what became of it does not tell: then it has not changed it either.</summary>
    public TargetPosition? Found => this switch
    {
        { ChangedSide: { } side } => TargetPositions.Of(side),
        { TradeId: not null } or { Reason.Code: DenialCodes.AlreadyFlat } => TargetPosition.Flat,
        _ => null,
    };
}
