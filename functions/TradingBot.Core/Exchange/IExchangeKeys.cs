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
