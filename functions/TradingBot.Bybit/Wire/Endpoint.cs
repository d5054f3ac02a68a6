using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Wire;

/// <summary>One route with its documented limit: requests a second, counted by category group.</summary>
internal sealed record Endpoint(string Path, int PerSecond)
{
    public bool IsPrivate { get; init; } = true;

    public bool IsWrite { get; init; }

    public int? SpotPerSecond { get; init; }

    public int? OptionPerSecond { get; init; }

    public int LimitFor(Category? category) => category switch
    {
        Category.Spot => SpotPerSecond ?? PerSecond,
        Category.Option => OptionPerSecond ?? PerSecond,
        _ => PerSecond,
    };
}
