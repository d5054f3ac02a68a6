namespace TradingBot.PaperExchange.Instruments;

/// <summary>
/// One step of a risk ladder: up to a position value (in the settle coin) a maintenance rate and a highest leverage hold.
/// The deduction makes maintenance margin continuous where two steps meet.
/// </summary>
internal sealed record RiskTier(int Id, decimal Limit, decimal MaintenanceRate, decimal MaxLeverage, decimal Deduction)
{
    private const int Steps = 5;

    /// <summary>Each step holds twice the value of the one before, at twice its rate and half its leverage.</summary>
    public static IReadOnlyList<RiskTier> Ladder(int symbolId, decimal limit, decimal maintenanceRate, decimal maxLeverage)
    {
        var tiers = new List<RiskTier> { new(symbolId * 100 + 1, limit, maintenanceRate, maxLeverage, 0) };
        while (tiers.Count < Steps)
        {
            var last = tiers[^1];
            tiers.Add(new RiskTier(
                last.Id + 1, last.Limit * 2, last.MaintenanceRate * 2, last.MaxLeverage / 2,
                last.Deduction + last.Limit * last.MaintenanceRate));
        }

        return tiers;
    }
}
