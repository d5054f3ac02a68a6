using TradingBot.Core.Markets;

namespace TradingBot.Core.Exchange;

/// <summary>
/// Something the venue told unasked. Executions come once each; an order comes again only when it changed.
/// </summary>
public abstract record VenueEvent
{
    private VenueEvent()
    {
    }

    public sealed record OrderChanged(VenueOrder Order) : VenueEvent;

    public sealed record Executed(VenueExecution Execution) : VenueEvent;

    /// <summary>Position is null once that leg of the symbol is flat.</summary>
    public sealed record PositionChanged(Category Category, Symbol Symbol, PositionLeg Leg, VenuePosition? Position) : VenueEvent;

    /// <summary>The whole balance, every coin included.</summary>
    public sealed record WalletChanged(AccountBalance Balance) : VenueEvent;

    public sealed record TickerChanged(Ticker Ticker) : VenueEvent;

    /// <summary>The stream is not to be trusted from here on: poll until <see cref="Recovered"/>.</summary>
    public sealed record Gap(DateTimeOffset At, string Reason) : VenueEvent;

    /// <summary>The stream is live, and everything missed since the last <see cref="Gap"/> has been told before this event.</summary>
    public sealed record Recovered(DateTimeOffset At) : VenueEvent;
}
