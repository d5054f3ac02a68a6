using TradingBot.Core.Exchange;

namespace TradingBot.Trading.Exchange;

internal static class VenueResults
{
    /// <summary>The value of a read.</summary>
    /// <exception cref="VenueUnavailableException">The venue gave none.</exception>
    public static async Task<T> RequireAsync<T>(this Task<VenueResult<T>> reading) => await reading switch
    {
        VenueResult<T>.Success success => success.Value,
        VenueResult<T>.Failure failure => throw new VenueUnavailableException(failure.Error),
        var other => throw new InvalidOperationException($"Unknown venue answer {other}."),
    };
}
