using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Signals;

/// <summary>A signal in a list.</summary>
public record SignalView
{
    public required Guid Id { get; init; }

    public required string Strategy { get; init; }

    /// <summary>Null when the alert could not be read.</summary>
    public string? Symbol { get; init; }

    public Category? Category { get; init; }

    public required SignalStatus Status { get; init; }

    public SignalAction? Action { get; init; }

    public TargetPosition? Position { get; init; }

    /// <summary>
    /// The symbol as a call spells it of which no signal could be read; null when it names none, and of every other alert.
    /// </summary>
    public string? SentSymbol { get; init; }

    /// <summary>The action as such a call spells it.</summary>
    public string? SentAction { get; init; }

    /// <summary>The position as such a call spells it.</summary>
    public string? SentPosition { get; init; }

    /// <summary>As the alert told it.</summary>
    [Unit(Unit.Price)]
    public decimal? Price { get; init; }

    public required string Source { get; init; }

    /// <summary>How often the same alert came again.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Decided and shown, nothing sent.</summary>
    public required bool DryRun { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? FiredAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public ReasonView? Reason { get; init; }

    /// <summary>The trade that it opened.</summary>
    public Guid? TradeId { get; init; }

    /// <summary>The trades that it asked to close, or whose entry it asked to take back.</summary>
    public required IReadOnlyList<Guid> ClosedTradeIds { get; init; }

    /// <summary>The open trade that the alert added to; null when it added to none.</summary>
    public Guid? AddedTradeId { get; init; }

    /// <summary>What shows that one or more alerts before this one did not arrive; null where nothing does.</summary>
    public MissedBeforeView? MissedBefore { get; init; }

    public static SignalView Of(SignalRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var sent = record.Signal is null ? SentWords.Of(record.MaskedBody) : null;
        return new SignalView
        {
            Id = record.Id.Value,
            Strategy = record.Strategy,
            Symbol = record.Signal?.Symbol.Value,
            Category = record.Category,
            Status = record.Status,
            Action = record.Signal?.Action,
            Position = record.Signal?.Position,
            SentSymbol = sent?.Symbol,
            SentAction = sent?.Action,
            SentPosition = sent?.Position,
            Price = record.Signal?.Price,
            Source = record.Source,
            Duplicates = record.Duplicates,
            DryRun = record.DryRun,
            ReceivedAt = record.ReceivedAt,
            FiredAt = record.Signal?.FiredAt,
            DecidedAt = record.DecidedAt,
            Reason = ReasonView.Of(record.Reason),
            TradeId = record.TradeId?.Value,
            AddedTradeId = record.AddsTo?.Value,
            MissedBefore = MissedBeforeView.Of(record.Missed),
            ClosedTradeIds = [.. record.Closes.Select(static trade => trade.Value)],
        };
    }
}
