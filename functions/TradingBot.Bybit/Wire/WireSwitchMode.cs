namespace TradingBot.Bybit.Wire;

internal sealed record WireSwitchMode
{
    public required string Category { get; init; }

    public required string Symbol { get; init; }

    /// <summary>0 one-way, 3 hedge.</summary>
    public required int Mode { get; init; }
}
