using System.Text.Json;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.ExitRules;

/// <summary>A long entry under a rule, decided by the bot's own code, and walked along the rule's road minute by minute.</summary>
internal sealed class ExitWalk
{
    private const decimal AverageTrueRange = 240m;

    public ExitWalk(ExitRule rule)
    {
        var settings = rule.Settings.Length == 0 ? "" : $",{rule.Settings}";
        using var document = JsonDocument.Parse(
            $$"""{"symbols":["BTCUSDT"],"sizing":{"mode":"riskPercent","value":"1"},"stopLoss":{"percent":"2"}{{settings}}}""");
        var reading = StrategyDocument.Read(document.RootElement, StrategyKey.Parse("test"));
        var strategy = Assert.IsType<StrategyReading.Valid>(reading).Strategy;
        var entry = new AnEntry().By(new AStrategy().With(_ => strategy with { Leverage = 10m, MaxDriftPercent = null }));
        var plan = entry.Ranging(AverageTrueRange).Plan();
        Trade = ATrade.Closed with
        {
            EntryPrice = plan.ReferencePrice,
            PlannedStopLoss = plan.StopLoss,
            StopLoss = plan.StopLoss,
            Targets = plan.Targets,
            StopMoves = plan.StopMoves,
        };
        var best = plan.ReferencePrice;
        foreach (var price in PricesOf(rule, plan.ReferencePrice))
        {
            Prices.Add(price);
            best = Math.Max(best, price);
            Trade = Trade with
            {
                Targets = [.. Trade.Targets.Select(target => target with { IsReached = target.IsReached || price >= target.Price })],
            };
            if (StopPolicy.Due(Trade, best, AnEntry.Linear.TickSize) is { } move)
                Trade = Trade with { StopLoss = move.Price, MovedStopLoss = move.Price };
            Stops.Add(Trade.StopLoss!.Value);
            if (price <= Trade.StopLoss)
                break;
        }
    }

    /// <summary>As it stands at the end.</summary>
    public TradeRecord Trade { get; }

    public List<decimal> Prices { get; } = [];

    /// <summary>Where the stop stood at each price; the last one was hit.</summary>
    public List<decimal> Stops { get; } = [];

    public bool IsStopped => Prices[^1] <= Stops[^1];

    private static IEnumerable<decimal> PricesOf(ExitRule rule, decimal entry)
    {
        foreach (var (from, to) in rule.Road.Zip(rule.Road.Skip(1)))
        {
            for (var minute = from.Minute; minute < to.Minute; minute++)
            {
                var percent = from.Percent + ((to.Percent - from.Percent) * (minute - from.Minute) / (to.Minute - from.Minute));
                yield return Math.Round(entry * (1 + (percent / 100)), 1);
            }
        }

        yield return Math.Round(entry * (1 + (rule.Road[^1].Percent / 100)), 1);
    }
}
