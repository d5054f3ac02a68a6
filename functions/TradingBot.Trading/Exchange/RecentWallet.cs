using TradingBot.Core.Exchange;

namespace TradingBot.Trading.Exchange;

/// <summary>
/// The wallet as it was read a moment ago: one read serves every look at every spot trade of this process, however many there are.
/// </summary>
public sealed class RecentWallet(IExchange exchange, TimeProvider time) : IDisposable
{
    /// <summary>How old a reading may be; a wallet is asked this often at most.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private (AccountBalance Balance, DateTimeOffset AskedAt)? _last;

    /// <returns>
    /// The wallet, and when it was asked for: what happened before that moment is in it, but for what the exchange shows late.
    /// </returns>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<(AccountBalance Balance, DateTimeOffset AskedAt)> ReadAsync(CancellationToken token)
    {
        await _turn.WaitAsync(token);
        try
        {
            var now = time.GetUtcNow();
            if (_last is { } last && now - last.AskedAt < MaxAge)
                return last;
            var read = (await exchange.GetBalanceAsync(token).RequireAsync(), now);
            _last = read;
            return read;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
