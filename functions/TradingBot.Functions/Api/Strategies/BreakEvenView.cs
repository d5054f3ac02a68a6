using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>When the stop goes to where the trade would end without a loss, fees of both sides included.</summary>
public sealed record BreakEvenView
{
    public required ReachedView At { get; init; }

    /// <summary>How much further into the profit, of the entry price, 0 to 10; left out: 0.</summary>
    [Unit(Unit.Percent)]
    public decimal? Offset { get; init; }

    public static BreakEvenView Of(BreakEvenRule rule) => new() { At = ReachedView.Of(rule.At), Offset = rule.OffsetPercent };
}
