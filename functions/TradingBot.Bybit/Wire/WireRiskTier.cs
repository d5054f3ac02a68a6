namespace TradingBot.Bybit.Wire;

internal sealed record WireRiskTier
{
    public string? Symbol { get; init; }

    public decimal? RiskLimitValue { get; init; }

    public decimal? MaintenanceMargin { get; init; }

    public decimal? InitialMargin { get; init; }

    public decimal? MaxLeverage { get; init; }

    public decimal? MmDeduction { get; init; }
}
