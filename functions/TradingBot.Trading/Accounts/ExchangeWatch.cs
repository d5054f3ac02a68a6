using TradingBot.Core.Exchange;
using TradingBot.Core.Operations;

namespace TradingBot.Trading.Accounts;

/// <summary>
/// Asks the exchange whether it answers the bot, and notes what came of it; the trader is told of an outage once, and of its end.
/// </summary>
public sealed class ExchangeWatch(IExchange exchange, IExchangePause pause, IExchangeConditionStore conditions, TimeProvider time)
{
    /// <summary>
    /// How long one question waits, and how soon the next one follows while the work of a run goes on. With a run every 5 s an exchange
    /// that swallows everything is down within 10 s: until the next run, and two questions.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    /// <summary>Asks while the work runs, which may hang at the exchange for far longer than an outage may stay untold.</summary>
    /// <returns>Ends as the work does.</returns>
    public async Task DuringAsync(Func<CancellationToken, Task> work, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(work);
        var working = work(token);
        try
        {
            do
            {
                var next = Task.Delay(Patience, time, token);
                await AskAsync(token);
                await Task.WhenAny(working, next);
            }
            while (!working.IsCompleted);
        }
        finally
        {
            // Also when the answer could not be written down: the next run must not meet this one's work.
            await working;
        }
    }

    /// <summary>One question.</summary>
    public async Task AskAsync(CancellationToken token)
    {
        var askedAt = time.GetUtcNow();
        var error = await ErrorAsync(token);
        var now = time.GetUtcNow();
        await conditions.ChangeAsync(
            condition => error is null ? condition.Answered(now) : condition.Failed(error, askedAt, pause.Until), now, token);
    }

    // Signed, because an exchange that refuses the key is no use either.
    private async Task<ExchangeError?> ErrorAsync(CancellationToken token)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, patience.Token);
        try
        {
            return await exchange.GetAccountInfoAsync(either.Token) switch
            {
                // A definite answer of the exchange's own, whatever it says of this route.
                ExchangeResult<AccountInfo>.Failure { Error: { Class: RetryGuidance.Permanent, Code: > 0 } } => null,
                ExchangeResult<AccountInfo>.Failure { Error: var error } => error,
                _ => null,
            };
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new ExchangeError(
                0, $"The exchange gave no answer within {Patience.TotalSeconds:0.#} s.", RetryGuidance.RetryLater);
        }
    }
}
