namespace TradingBot.PaperExchange;

/// <summary>One request as an endpoint sees it. Of a batch only the first <see cref="Granted"/> orders are within the limit.</summary>
internal sealed record Call(Fields Fields, Venue Venue, OutcomePump Pump, PaperExchangeOptions Options, Fault? Fault, int Granted = 1)
{
    public DateTimeOffset Now => Options.TimeProvider.GetUtcNow();
}
