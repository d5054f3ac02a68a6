namespace TradingBot.Core.Exchange;

/// <summary>The answer to asking for the exchange key: the pair, or why there is none.</summary>
public abstract record ExchangeKeyReading
{
    private ExchangeKeyReading()
    {
    }

    public sealed record Found(ExchangeKey Key) : ExchangeKeyReading;

    /// <summary>The reason is a sentence for the operator and holds nothing secret.</summary>
    public sealed record Missing(string Reason) : ExchangeKeyReading;
}
