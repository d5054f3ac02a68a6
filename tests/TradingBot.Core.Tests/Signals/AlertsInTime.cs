using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;

namespace TradingBot.Core.Tests.Signals;

/// <summary>Alerts as they are ordered: when they fired and arrived, in seconds or milliseconds after noon, and their states.</summary>
internal static class AlertsInTime
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static SignalRecord At(SignalRecord alert, int? fired, int arrived) => alert with
    {
        ReceivedAt = Noon.AddMilliseconds(arrived),
        Signal = alert.Signal! with { FiredAt = fired is { } told ? Noon.AddMilliseconds(told) : null },
    };

    public static SignalRecord Alert(
        int? fired, int arrived, TargetPosition? state = null, TargetPosition? before = null, SignalAction? action = null) => new()
        {
            Id = new SignalId(Guid.NewGuid()),
            Strategy = "sample",
            Status = SignalStatus.Received,
            Source = "tradingbot",
            Signal = new Signal
            {
                Symbol = Symbol.Parse("BTCUSDT"),
                FiredAt = fired is { } second ? Noon.AddSeconds(second) : null,
                Position = state,
                PrevPosition = before,
                Action = action,
            },
            DryRun = false,
            MaskedBody = "{}",
            IgnoredFields = [],
            Duplicates = 0,
            ReceivedAt = Noon.AddSeconds(arrived),
        };

    public static bool HasTurn(SignalRecord record, IReadOnlyList<SignalRecord> ahead) =>
        SignalSequence.HasTurn(record, ahead, neighbors: []);

    /// <summary>Those that say nothing else of what became of them were acted upon.</summary>
    public static Denial? Superseding(SignalRecord record, params IEnumerable<SignalRecord> others) => SignalSequence.FindSuperseding(
        record,
        others.Select(static other => other.Status == SignalStatus.Received ? Decided(other) : other));

    /// <summary>Carried out when it arrived.</summary>
    public static SignalRecord Decided(SignalRecord record, string? code = null, bool hasClosed = false) => record with
    {
        Status = SignalStatus.Completed,
        DecidedAt = record.ReceivedAt,
        Reason = code is null ? null : new Denial(code, "Why."),
        Closes = hasClosed ? [new TradeId(Guid.NewGuid())] : [],
    };
}
