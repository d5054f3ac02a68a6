namespace TradingBot.PaperExchange.Intake;

/// <summary>The two names an order may be asked for by; orderId wins.</summary>
internal sealed record OrderKey(string? OrderId, string? LinkId)
{
    public bool IsEmpty => OrderId is null && LinkId is null;
}
