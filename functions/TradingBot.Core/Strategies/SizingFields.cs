using TradingBot.Core.Foundation;

namespace TradingBot.Core.Strategies;

/// <summary>Reads a strategy's sizing rule, which has no default: how much to risk is the trader's word alone.</summary>
internal static class SizingFields
{
    private const decimal LargestNotionalPercent = 10_000m;

    // Stands in for a faulty rule, so that the other fields can still be read and told.
    private static readonly Sizing None = new(SizingMode.FixedQuantity, 0);

    public static Sizing Read(JsonFields fields)
    {
        if (!fields.Has("sizing")) fields.Fault("sizing", "is missing; give it as {\"mode\":\"riskPercent\",\"value\":\"1\"}.");
        if (fields.Object("sizing") is not { } sizing) return None;
        var mode = sizing.Word<SizingMode>("mode");
        var value = sizing.Number("value", min: 0, aboveMin: true);
        if (!sizing.Has("mode")) sizing.Fault("mode", $"is missing; use {EnumNames.List<SizingMode>()}.");
        if (!sizing.Has("value")) sizing.Fault("value", "is missing.");
        var bars = mode == SizingMode.AtrRisk ? AtrFields.ReadBars(sizing, usual: null) : null;
        var most = mode == SizingMode.FollowContracts ? sizing.Number("maxQuantity", min: 0, aboveMin: true) : null;
        StrategyDocument.RefuseUnread(sizing);
        if (mode is null || value is null) return None;
        if (mode is SizingMode.RiskPercent or SizingMode.AtrRisk
            && value > 100) sizing.Fault("value", "is a percent of equity; it must be at most 100.");
        if (mode == SizingMode.EquityPercent
            && value > LargestNotionalPercent) sizing.Fault("value", "is a percent of equity; it must be at most 10000.");
        return new Sizing(mode.Value, value.Value, bars, most);
    }
}
