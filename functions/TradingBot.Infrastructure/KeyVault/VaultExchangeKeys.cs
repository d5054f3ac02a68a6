using Microsoft.Extensions.Logging;
using TradingBot.Core.Exchange;

namespace TradingBot.Infrastructure.KeyVault;

/// <summary>
/// The exchange key from the vault, held for the cache age. Whoever comes meanwhile gets the held pair at once. In the last quarter of the
/// age one caller sets off a reading that nobody waits for, so under steady traffic no order ever waits for the vault; only after a
/// longer silence is the reading waited for, since a pair older than the age is not used while the vault answers. While it does not
/// answer, the last pair stays in use: positions need protecting, and a key that was withdrawn is refused by the exchange itself.
/// </summary>
internal sealed class VaultExchangeKeys(
    SecretReader vault, KeyVaultOptions options, TimeProvider time, ILogger<VaultExchangeKeys> logger) : IExchangeKeys
{
    // A pair that the exchange goes on refusing costs the vault no more than this.
    private static readonly TimeSpan BetweenRefusals = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly TimeSpan _age = TimeSpan.FromSeconds(options.CacheSeconds);
    private readonly TimeSpan _early = TimeSpan.FromSeconds(options.CacheSeconds * 0.75);
    private readonly Lock _lock = new();

    private HeldKey? _held;
    private ExchangeKeyReading.Missing _missing = new("Key Vault has not been asked yet.");
    private int _failures;
    private long _failedAt;
    private Task? _reading;
    private Task? _afterRefusal;
    private long _refusedAt;

    public ExchangeKeysState State
    {
        get
        {
            lock (_lock)
                return new ExchangeKeysState(_held is not null, _held?.ReadOn, _failures > 0 ? _missing.Reason : null);
        }
    }

    public ValueTask<ExchangeKeyReading> GetAsync(CancellationToken token)
    {
        if (Volatile.Read(ref _held) is { } held && time.GetElapsedTime(held.ReadAt) < _early)
            return new ValueTask<ExchangeKeyReading>(held.Answer);

        Task reading;
        lock (_lock)
        {
            if (_reading is null && IsPausing)
                return new ValueTask<ExchangeKeyReading>(Answer);
            reading = _reading ??= Task.Run(ReadAsync, CancellationToken.None);
            if (_held is not null && (_failures > 0 || time.GetElapsedTime(_held.ReadAt) < _age))
                return new ValueTask<ExchangeKeyReading>(Answer);
        }

        return AwaitAsync(reading, token);
    }

    public async ValueTask<bool> RefusedAsync(ExchangeKey refused, CancellationToken token)
    {
        Task look;
        lock (_lock)
        {
            if (!IsHeld(refused))
                return _held is not null;
            if (_afterRefusal is null || (_afterRefusal.IsCompleted && time.GetElapsedTime(_refusedAt) >= BetweenRefusals))
            {
                _refusedAt = time.GetTimestamp();
                _afterRefusal = Task.Run(ReadAfterRefusalAsync, CancellationToken.None);
            }

            look = _afterRefusal;
        }

        await look.WaitAsync(token);
        lock (_lock)
            return !IsHeld(refused);
    }

    private ExchangeKeyReading Answer => _held?.Answer ?? (ExchangeKeyReading)_missing;

    private bool IsPausing => _failures > 0 && time.GetElapsedTime(_failedAt) < Pause;

    // 1, 2, 4, 8, 16 and from then on 30 seconds.
    private TimeSpan Pause => TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(_failures - 1, 8))));

    private bool IsHeld(ExchangeKey key) => _held is not null && ReferenceEquals(_held.Answer.Key, key);

    private async ValueTask<ExchangeKeyReading> AwaitAsync(Task reading, CancellationToken token)
    {
        await reading.WaitAsync(token);
        lock (_lock)
            return Answer;
    }

    private async Task ReadAfterRefusalAsync()
    {
        logger.KeyRefused();
        Task? running;
        lock (_lock)
            running = _reading;
        // Begun before the refusal, it may have read what stood there before the change.
        if (running is not null)
            await running;

        Task reading;
        lock (_lock)
            reading = _reading ??= Task.Run(ReadAsync, CancellationToken.None);
        await reading;
    }

    private async Task ReadAsync()
    {
        // Dated before the question: the answer cannot be newer than when it was asked.
        var (askedAt, askedOn) = (time.GetTimestamp(), time.GetUtcNow());
        var answer = await vault.ReadAsync(options.ExchangeSecret);
        lock (_lock)
        {
            if (answer is SecretReading.Found found && ExchangeSecret.Parse(found.Value) is { } key)
                Take(key, found.Version, askedAt, askedOn);
            else
                Fail(answer is SecretReading.Failed failed
                    ? failed.Reason
                    : $"The secret {options.ExchangeSecret} does not hold an apiKey and an apiSecret as JSON.");
            _reading = null;
        }
    }

    private void Take(ExchangeKey key, string version, long askedAt, DateTimeOffset askedOn)
    {
        if (_failures > 0)
            logger.VaultIsBack();
        _failures = 0;
        var isSame = _held is not null && _held.Answer.Key == key;
        if (!isSame)
            logger.KeyRead(version);
        Volatile.Write(ref _held, new HeldKey(isSame ? _held!.Answer : new ExchangeKeyReading.Found(key), askedAt, askedOn));
    }

    private void Fail(string reason)
    {
        _missing = new ExchangeKeyReading.Missing(reason);
        _failedAt = time.GetTimestamp();
        // Told once; the health check goes on telling.
        if (_failures++ > 0)
            return;
        if (_held is { ReadOn: var readOn })
            logger.KeyKept(readOn, reason);
        else
            logger.KeyMissing(reason);
    }

    private sealed record HeldKey(ExchangeKeyReading.Found Answer, long ReadAt, DateTimeOffset ReadOn);
}
