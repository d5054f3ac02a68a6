namespace TradingBot.Core.Exchange;

/// <summary>The answer to a read: a value, or the reason why there is none. A missing answer is never an empty value.</summary>
public abstract record VenueResult<T>
{
    private VenueResult()
    {
    }

    public sealed record Success(T Value) : VenueResult<T>;

    public sealed record Failure(VenueError Error) : VenueResult<T>;
}
