using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Signals;

/// <summary>An alert as it is written down first: readable (then it has a dedupe key) or refused (then it has a refusal).</summary>
public sealed record NewSignal
{
    public required SignalId Id { get; init; }

    /// <summary>The key as it was called, which need not exist.</summary>
    public required string Strategy { get; init; }

    /// <summary>Unique among all signals; null for a refused alert.</summary>
    public string? DedupeKey { get; init; }

    /// <summary>A second key under which the same alert may have been written a moment ago; null for none.</summary>
    public string? EarlierDedupeKey { get; init; }

    /// <summary>The word of the format that it is written in, "tradingbot" for our own; "test" for a test signal.</summary>
    public required string Source { get; init; }

    /// <summary>The market it is for; null when there is no such strategy.</summary>
    public Category? Category { get; init; }

    public Signal? Signal { get; init; }

    public required bool DryRun { get; init; }

    /// <summary>The body with every secret masked.</summary>
    public required string MaskedBody { get; init; }

    public required IReadOnlyList<string> IgnoredFields { get; init; }

    public string? RemoteIp { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public Denial? Refusal { get; init; }

    /// <summary>What stays open because of the refusal; null: it is no exit's.</summary>
    public RefusedExit? RefusedExit { get; init; }
}
