namespace TradingBot.Core.Markets;

/// <summary>
/// One step of an instrument's risk ladder: up to a position value these margin terms hold. The deduction makes the maintenance margin
/// continuous where two steps meet (Bybit V5, market/risk-limit).
/// </summary>
/// <param name="Limit">Largest position value; quote coin, inverse: base coin.</param>
/// <param name="MaintenanceRate">Fraction of the position's value, 0 to 1.</param>
/// <param name="Deduction">Taken off the maintenance margin, zero or more; quote coin, inverse: base coin.</param>
public sealed record RiskTier(decimal Limit, decimal MaintenanceRate, decimal Deduction);
