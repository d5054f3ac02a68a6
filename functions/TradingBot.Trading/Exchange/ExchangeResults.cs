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
}
