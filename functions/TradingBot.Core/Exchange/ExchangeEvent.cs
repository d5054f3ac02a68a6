using TradingBot.Core.Markets;

namespace TradingBot.Core.Exchange;

/// <summary>
/// Something the exchange told unasked. Executions come once each; an order comes again only when it changed.
/// </summary>
public abstract record ExchangeEvent
{
    private ExchangeEvent()
    {
    }

    public sealed record OrderChanged(ExchangeOrder Order) : ExchangeEvent;

    public sealed record Executed(ExchangeExecution Execution) : ExchangeEvent;

    /// <summary>Position is null once that leg of the symbol is flat.</summary>
    public sealed record PositionChanged(Category Category, Symbol Symbol, PositionLeg Leg, ExchangePosition? Position) : ExchangeEvent;

    /// <summary>The whole balance, every coin included.</summary>
    public sealed record WalletChanged(AccountBalance Balance) : ExchangeEvent;

    public sealed record TickerChanged(Ticker Ticker) : ExchangeEvent;

    /// <summary>The stream is not to be trusted from here on: poll until <see cref="Recovered"/>.</summary>
    public sealed record Gap(DateTimeOffset At, string Reason) : ExchangeEvent;

    /// <summary>The stream is live, and everything missed since the last <see cref="Gap"/> has been told before this event.</summary>
    public sealed record Recovered(DateTimeOffset At) : ExchangeEvent;
}
