using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Risk;

/// <summary>Which of several reasons an entry is denied for: the most general first, then its prices, its size and the limits.</summary>
public sealed class EntryReasonsTests
{
    private static readonly (string Code, Func<EntryRequest, EntryRequest> Mend)[] Reasons =
    [
        ("trading.halted", static r => r with { IsHalted = false }),
        ("strategy.paused", static r => r with { Strategy = r.Strategy with { State = StrategyState.Active } }),
        ("signal.stale", static r => r with { Now = ASignal.Noon.AddSeconds(60) }),
        ("strategy.cooldown", static r => r with { LastEntryAt = null }),
        ("instrument.notTradable", static r => r with { Instrument = r.Instrument with { IsTradable = true } }),
        ("signal.directionNotAllowed", static r => r with { Strategy = r.Strategy with { Direction = AllowedDirection.Both } }),
        ("risk.symbolBusy", static r => r with { Open = [AnEntry.Exposure("ETHUSDT")] }),
        ("risk.maxOpenTrades", static r => r with { Limits = r.Limits with { MaxOpenTrades = null } }),
        ("risk.maxEntriesPerMinute", static r => r with { EntriesInLastMinute = 0 }),
        ("exchange.foreignPosition", static r => r with { Held = new SymbolPositions([], Leverage: null) }),
        ("exchange.foreignOrder", static r => r with { Resting = [] }),
        ("risk.maxLeverage", static r => r with { Limits = r.Limits with { MaxLeverage = null } }),
        ("signal.drift", static r => r with { Strategy = r.Strategy with { MaxDriftPercent = null } }),
        ("risk.barsMissing", static r => r with { Strategy = r.Strategy with { TakeProfits = [At(new PriceDistance(59_000m))] } }),
        ("stop.missing", static r => r with { Strategy = r.Strategy with { StopLoss = new PriceDistance(Percent: 10m) } }),
        ("target.wrongSide", static r => r with { Strategy = r.Strategy with { TakeProfits = [At(new PriceDistance(Percent: 20m))] } }),
        ("size.belowMinimum", static r => r with { Strategy = r.Strategy with { Sizing = new Sizing(SizingMode.FixedQuantity, 0.05m) } }),
        ("risk.stopTooSmall", static r => r with { Instrument = r.Instrument with { MinNotional = 5m } }),
        ("risk.maxGrossNotional", static r => r with { Limits = r.Limits with { MaxGrossNotional = null } }),
        ("risk.maxNotionalToEquity", static r => r with { Limits = r.Limits with { MaxNotionalToEquity = null } }),
        ("risk.maxHeat", static r => r with { Limits = r.Limits with { MaxHeatPercent = null } }),
        ("size.insufficientBalance", static r => r with { Available = 10_000m }),
        ("risk.stopBehindLiquidation", static r => r with { MarginMode = MarginMode.Cross }),
    ];

    [Fact]
    public void Each_reason_is_told_once_those_before_it_are_gone()
    {
        var request = new AnEntry()
            .By(new AStrategy().With(static s => s with
            {
                State = StrategyState.Paused,
                CooldownSeconds = 60,
                Direction = AllowedDirection.Short,
                Leverage = 50m,
                MaxDriftPercent = 1m,
                StopLoss = null,
                TakeProfits = [At(new PriceDistance(Atr: new AtrRule(2m, AtrBars.Usual)))],
                Sizing = new Sizing(SizingMode.FixedQuantity, 0.0001m),
            }))
            .Signalled(static s => s with { Price = 50_000m })
            .Held(Direction.Short, 1m)
            .Resting(OrderSide.Buy, 1m, 59_000m)
            .Beside(AnEntry.Exposure("ETHUSDT"), AnEntry.Exposure("BTCUSDT"))
            .Limited(new RiskLimits
            {
                MaxOpenTrades = 1,
                MaxGrossNotional = 1m,
                MaxNotionalToEquity = 0.1m,
                MaxHeatPercent = 1m,
                MaxLeverage = 20m,
                MaxEntriesPerMinute = 3,
            })
            .With(static r => r with
            {
                IsHalted = true,
                Now = ASignal.Noon.AddSeconds(61),
                LastEntryAt = ASignal.Noon.AddSeconds(1),
                Instrument = r.Instrument with { IsTradable = false, MinNotional = 2_800m },
                EntriesInLastMinute = 3,
                Available = 0m,
                MarginMode = MarginMode.Isolated,
            })
            .Build();
        var told = new List<string>();

        foreach (var (_, mend) in Reasons)
        {
            told.Add(EntryRiskEngine.Decide(request) is RiskVerdict.Denied denied ? denied.Denial.Code : "approved");
            request = mend(request);
        }

        Assert.Equal(Reasons.Select(static reason => reason.Code), told);
        Assert.IsType<RiskVerdict.Approved>(EntryRiskEngine.Decide(request));
    }

    private static TakeProfitRule At(PriceDistance distance) => new(distance, 100m);
}
