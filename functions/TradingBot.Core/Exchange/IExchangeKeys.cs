namespace TradingBot.Core.Exchange;

/// <summary>
/// Where the exchange key comes from when the settings do not hold it. Asked before every signed request, so a pair may change while
/// the bot runs.
/// </summary>
public interface IExchangeKeys
{
    ExchangeKeysState State { get; }

    /// <summary>Answers at once while a pair is held; the same pair is always the same object.</summary>
    ValueTask<ExchangeKeyReading> GetAsync(CancellationToken token);

    /// <summary>
    /// The exchange refused this pair: looks whether the store holds another by now, seldom enough that a wrong pair does no harm there.
    /// True when another pair is in use afterwards.
    /// </summary>
    ValueTask<bool> RefusedAsync(ExchangeKey refused, CancellationToken token);
}

/// <summary>An API key with the secret that belongs to it: never one without the other. Written as text it shows neither.</summary>
public sealed record ExchangeKey(string ApiKey, string ApiSecret)
{
    public override string ToString() => "ExchangeKey { *** }";
}

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

/// <summary>How the store of exchange keys is doing: when the pair in use was last read, and what the last attempt failed with.</summary>
public sealed record ExchangeKeysState(bool HasKey, DateTimeOffset? ReadAt, string? Fault);
