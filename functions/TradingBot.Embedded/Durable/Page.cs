namespace TradingBot.Embedded.Durable;

/// <summary>One page of a query; without a continuation token it is the last.</summary>
public sealed class Page<T>(IReadOnlyList<T> values, string? continuationToken = null)
{
    public string? ContinuationToken { get; } = continuationToken;

    public IReadOnlyList<T> Values { get; } = values ?? throw new ArgumentNullException(nameof(values));
}
