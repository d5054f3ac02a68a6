using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Wire;

/// <summary>One route with its documented limit: requests a second, counted by category group.</summary>
internal sealed record Endpoint(string Path, int PerSecond)
{
    public bool IsPrivate { get; init; } = true;

    public bool IsWrite { get; init; }

    /// <summary>
    /// False: it is sent at once, from the tenth of the address's limit that the pacing leaves unused. Only for what is called rarely.
    /// </summary>
    public bool IsPaced { get; init; } = true;

    /// <summary>Requests a second for spot where they differ.</summary>
    public int? SpotPerSecond { get; init; }

    /// <summary>Requests a second for options where they differ.</summary>
    public int? OptionPerSecond { get; init; }

    /// <summary>Requests a second; a batch of futures or spot counts each of its orders.</summary>
    public int LimitFor(Category? category) => category switch
    {
        Category.Spot => SpotPerSecond ?? PerSecond,
        Category.Option => OptionPerSecond ?? PerSecond,
        _ => PerSecond,
    };
}
