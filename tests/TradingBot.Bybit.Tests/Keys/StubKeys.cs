using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Tests.Keys;

/// <summary>A store of keys that holds what a test puts there. After a refusal it goes over to the next pair, if there is one.</summary>
internal sealed class StubKeys(ExchangeKey? key) : IExchangeKeys
{
    private int _asked;
    private int _refusals;
    private ExchangeKeyReading _answer = key is null
        ? new ExchangeKeyReading.Missing("The vault is shut.")
        : new ExchangeKeyReading.Found(key);

    public int Asked => Volatile.Read(ref _asked);

    public int Refusals => Volatile.Read(ref _refusals);

    /// <summary>What a refusal brings to light.</summary>
    public ExchangeKey? Next { get; set; }

    public ExchangeKeysState State => new(_answer is ExchangeKeyReading.Found, null, null);

    public void Put(ExchangeKey next) => Volatile.Write(ref _answer, new ExchangeKeyReading.Found(next));

    public ValueTask<ExchangeKeyReading> GetAsync(CancellationToken token)
    {
        Interlocked.Increment(ref _asked);
        return ValueTask.FromResult(Volatile.Read(ref _answer));
    }

    public ValueTask<bool> RefusedAsync(ExchangeKey refused, CancellationToken token)
    {
        Interlocked.Increment(ref _refusals);
        if (Next is { } next)
            Put(next);
        return ValueTask.FromResult(Next is not null);
    }
}
