using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Http;

/// <summary>One endpoint. Calls a second is null on public endpoints, which need no signature; a batch spends one for each order.</summary>
internal sealed record Route(Func<Call, Answer> Handle, Func<Category?, int>? CallsPerSecond, bool IsBatch = false)
{
    public bool IsPrivate => CallsPerSecond is not null;
}
