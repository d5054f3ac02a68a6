using TradingBot.Core.Exchange;

namespace TradingBot.Trading.Exchange;

internal static class ExchangeResults
{
    /// <summary>The value of a read.</summary>
    /// <exception cref="ExchangeUnavailableException">The exchange gave none.</exception>
    public static async Task<T> RequireAsync<T>(this Task<ExchangeResult<T>> reading) => await reading switch
    {
        ExchangeResult<T>.Success success => success.Value,
        ExchangeResult<T>.Failure failure => throw new ExchangeUnavailableException(failure.Error),
        var other => throw new InvalidOperationException($"Unknown exchange answer {other}."),
    };

    /// <summary>
    /// The exchange has answered, and until a person changes something it answers the same again: no outage. A pause after a ban ends by
    /// itself.
    /// </summary>
    public static bool IsDefinite(this ExchangeError error) =>
        error.Class == RetryGuidance.Permanent || error is { Class: RetryGuidance.Halt, Code: not ExchangeError.Forbidden };
}
