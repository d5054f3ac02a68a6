namespace TradingBot.Core.Exchange;

/// <summary>The answer to a read: a value, or the reason why there is none. A missing answer is never an empty value.</summary>
public abstract record ExchangeResult<T>
{
    private ExchangeResult()
    {
    }

    public sealed record Success(T Value) : ExchangeResult<T>;

    public sealed record Failure(ExchangeError Error) : ExchangeResult<T>;
}
