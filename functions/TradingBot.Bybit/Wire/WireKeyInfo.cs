namespace TradingBot.Bybit.Wire;

internal sealed record WireKeyInfo
{
    /// <summary>0 can trade, 1 can only read.</summary>
    public long? ReadOnly { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<string?>?>? Permissions { get; init; }

    public IReadOnlyList<string?>? Ips { get; init; }

    public long? DeadlineDay { get; init; }
}
