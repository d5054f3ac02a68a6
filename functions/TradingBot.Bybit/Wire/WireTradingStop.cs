namespace TradingBot.Bybit.Wire;

internal sealed record WireTradingStop
{
    public required string Category { get; init; }

    public required string Symbol { get; init; }

    public required string TpslMode { get; init; }

    public required int PositionIdx { get; init; }

    public string? StopLoss { get; init; }

    public string? TakeProfit { get; init; }

    public string? TrailingStop { get; init; }

    public string? ActivePrice { get; init; }

    public string? SlTriggerBy { get; init; }

    public string? TpTriggerBy { get; init; }
}
