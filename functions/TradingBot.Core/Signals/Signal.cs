using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals;

/// <summary>An alert, read and normalised. What the alert left out is null; the strategy fills it in.</summary>
public sealed record Signal
{
    public required Symbol Symbol { get; init; }

    /// <summary>The symbol as the alert spelled it.</summary>
    public string? SymbolText { get; init; }

    public string? Interval { get; init; }

    /// <summary>Opening time of the bar that fired.</summary>
    public DateTimeOffset? BarTime { get; init; }

    /// <summary>When TradingView fired the alert.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    public decimal? Price { get; init; }

    public SignalAction? Action { get; init; }

    /// <summary>The order id given in Pine.</summary>
    public string? OrderId { get; init; }

    public decimal? Contracts { get; init; }

    public decimal? OrderPrice { get; init; }

    /// <summary>Where given, the alert is a target state and this is the target.</summary>
    public TargetPosition? Position { get; init; }

    public decimal? PositionSize { get; init; }

    public TargetPosition? PrevPosition { get; init; }

    public decimal? PrevPositionSize { get; init; }

    /// <summary>How much a partial exit closes of what is really held, whatever its sizes before and after tell.</summary>
    public Portion? Reduce { get; init; }

    /// <summary>Whether the alert tells how much to close, readably or not: then its sizes do not.</summary>
    public bool TellsReduction { get => field || Reduce is not null; init; }

    /// <summary>The sender's own id for the alert.</summary>
    public string? ExternalId { get; init; }

    /// <summary>How old the alert may be for an entry, in seconds; null: as old as the strategy says.</summary>
    public int? MaxLagSeconds { get; init; }

    public OrderType? OrderType { get; init; }

    public decimal? LimitPrice { get; init; }

    public Sizing? Size { get; init; }

    public PriceDistance? StopLoss { get; init; }

    public IReadOnlyList<TakeProfitRule>? TakeProfits { get; init; }

    public BreakEvenRule? BreakEven { get; init; }

    public TrailingRule? Trailing { get; init; }

    public decimal? Leverage { get; init; }

    /// <summary>True asks for a dry run; a live strategy may be made dry by an alert, never the other way round.</summary>
    public bool DryRun { get; init; }

    /// <summary>Why this alert opens nothing although it may close what it finds; null when it may do both.</summary>
    public Denial? EntryRefusal { get; init; }

    /// <summary>How old the alert may be for an entry, in seconds: an alert shortens the strategy's time and never lengthens it.</summary>
    public int MaxLagOf(Strategy strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        return Math.Min(MaxLagSeconds ?? strategy.MaxLagSeconds, strategy.MaxLagSeconds);
    }
}
