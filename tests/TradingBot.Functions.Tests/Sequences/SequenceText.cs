using System.Text;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>The strategy of a sequence, and its alerts as TradingView sends them.</summary>
internal static class SequenceText
{
    public const string Secret = "a-webhook-token-of-good-length";

    /// <summary>In BTC; what a trade of the strategy holds.</summary>
    public const decimal Size = 0.01m;

    /// <summary>In BTC; the quantity step of futures, and their smallest order.</summary>
    public const decimal Step = 0.001m;

    /// <summary>In BTC; about what 5 USDT buy, the smallest order of spot.</summary>
    public const decimal LeastSpot = 5m / 60_000;

    public static Strategy StrategyOf(AlertSequence sequence) => SampleStrategy.Create() with
    {
        Key = StrategyKey.Parse($"s{Guid.NewGuid():N}"),
        Category = sequence.Category,
        Direction = sequence.Direction,
        Leverage = sequence.Category == Category.Spot ? null : 3,
        TakeProfits = [],
        Sizing = new Sizing(SizingMode.FixedQuantity, Size),
        MaxDriftPercent = null,
        MaxLagSeconds = 3600,
        Pyramiding = sequence.Pyramiding,
    };

    /// <param name="now">When it arrives.</param>
    /// <param name="number">Its own id, where it tells one.</param>
    public static (string Body, DateTimeOffset? FiredAt) Of(PlannedAlert planned, DateTimeOffset now, int number)
    {
        var body = new StringBuilder($$"""{"secret":"{{Secret}}","symbol":"BTCUSDT",{{planned.Form.Fields}}""");
        DateTimeOffset? firedAt = null;
        if (planned.FiredBeforeMilliseconds is { } ago)
        {
            var moment = now.AddMilliseconds(-ago);
            firedAt = planned.IsWholeSecond ? moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond)) : moment;
            body.Append($",\"firedAt\":\"{firedAt:O}\"");
        }

        if (planned.HasId)
            body.Append($",\"id\":\"{number}\"");
        return (body.Append('}').ToString(), firedAt);
    }
}
