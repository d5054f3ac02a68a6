namespace TradingBot.PaperExchange;

/// <summary>One request as an endpoint sees it.</summary>
internal sealed record Call(Fields Fields, Venue Venue, OutcomePump Pump, PaperExchangeOptions Options, Fault? Fault)
{
    public DateTimeOffset Now => Options.TimeProvider.GetUtcNow();
}
