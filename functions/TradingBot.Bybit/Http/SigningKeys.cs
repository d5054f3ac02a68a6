using System.Diagnostics;
using TradingBot.Bybit.Settings;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Http;

/// <summary>
/// The signer of the moment. With a store of keys it is asked for each request and a new pair gets a signer of its own; without one the
/// settings' pair serves for good. Asking costs nothing while the store answers with the pair it answered with before.
/// </summary>
internal sealed class SigningKeys(BybitOptions options, Redactor redactor, IExchangeKeys? store = null)
{
    private readonly ExchangeKey _ofSettings = new(options.ApiKey ?? "", options.ApiSecret ?? "");
    private readonly Lock _lock = new();
    private BybitSigner? _current;

    public ValueTask<SigningKey> GetAsync(CancellationToken token)
    {
        if (options.WithoutKeys)
            return new ValueTask<SigningKey>(new SigningKey(null, Unavailable("Bybit:WithoutKeys is set in this process.")));
        if (store is null)
            return new ValueTask<SigningKey>(new SigningKey(SignerOf(_ofSettings), null));

        var reading = store.GetAsync(token);
        return reading.IsCompletedSuccessfully ? new ValueTask<SigningKey>(Read(reading.Result)) : AwaitAsync(reading);
    }

    /// <summary>The exchange refused what this signer signed. True when the next request will be signed with another pair.</summary>
    public async ValueTask<bool> RefusedAsync(BybitSigner signer, CancellationToken token) =>
        store is not null && await store.RefusedAsync(signer.Key, token);

    private async ValueTask<SigningKey> AwaitAsync(ValueTask<ExchangeKeyReading> reading) => Read(await reading);

    private SigningKey Read(ExchangeKeyReading reading) => reading switch
    {
        ExchangeKeyReading.Found { Key: var key } => new SigningKey(SignerOf(key), null),
        ExchangeKeyReading.Missing { Reason: var reason } => new SigningKey(null, Unavailable(reason)),
        _ => throw new UnreachableException(),
    };

    private BybitSigner SignerOf(ExchangeKey key) =>
        Volatile.Read(ref _current) is { } known && ReferenceEquals(known.Key, key) ? known : Adopt(key);

    private BybitSigner Adopt(ExchangeKey key)
    {
        lock (_lock)
        {
            if (_current is { } known && ReferenceEquals(known.Key, key))
                return known;
            redactor.Register(key);
            return _current = new BybitSigner(key);
        }
    }

    // Nothing was sent, so it is certain that nothing happened; and a store comes back, so it is worth another try.
    private static ExchangeError Unavailable(string reason) =>
        new(0, $"The exchange credentials are unavailable; nothing was sent. {reason}", RetryGuidance.RetryLater);
}
