namespace TradingBot.PaperExchange;

/// <summary>One endpoint. Calls a second is null on public endpoints, which need no signature.</summary>
internal sealed record Route(Func<Call, Answer> Handle, Func<Category?, int>? CallsPerSecond)
{
    public bool IsPrivate => CallsPerSecond is not null;
}
