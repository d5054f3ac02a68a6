using System.Text.Json.Serialization;

namespace TradingBot.Core.Trades;

/// <summary>How the stop of a trade moves, fixed when its entry was approved.</summary>
/// <param name="FeeRate">What each side is taken to pay, as a fraction of its value: the taker's fee at the approval.</param>
/// <param name="BreakEven">Once, to where the trade would end without a loss; null never.</param>
/// <param name="Trailing">Behind the price or the targets; null never.</param>
public sealed record StopMoves(decimal FeeRate = 0, BreakEvenMove? BreakEven = null, TrailingMove? Trailing = null)
{
    /// <summary>The stop stays where it was planned.</summary>
    public static StopMoves None { get; } = new();

    /// <summary>What never begins because it waits for a target that there is not, a sentence each.</summary>
    /// <param name="targets">All targets of the trade.</param>
    public IReadOnlyList<string> WaitingForNothing(IReadOnlyList<PlannedTarget> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var rules = new List<string>();
        if (BreakEven?.When.Target is { } even && even >= targets.Count)
            rules.Add($"The stop waits for target {even + 1} to go to break-even, and there is none.");
        if (Trailing?.From.Target is { } from && from >= targets.Count)
            rules.Add($"The stop waits for target {from + 1} to follow the price, and there is none.");
        if (Trailing is { FollowsTargets: true } && targets.All(static target => target.IsReached))
            rules.Add("The stop follows the targets, and there is none.");
        return rules;
    }
}

/// <summary>What has to be reached first. Both null: nothing.</summary>
/// <param name="Price">The best price since the entry has come to it.</param>
/// <param name="Target">This target was reached, from 0.</param>
public sealed record MoveStart(decimal? Price = null, int? Target = null);

/// <summary>The stop goes to where the trade would end without a loss.</summary>
/// <param name="When">What has to be reached first.</param>
/// <param name="OffsetPercent">How much further into the profit, in percent of the entry.</param>
public sealed record BreakEvenMove(MoveStart When, decimal OffsetPercent);

/// <summary>The stop follows the best price since the entry; without a distance, the targets.</summary>
/// <param name="From">What has to be reached first.</param>
/// <param name="Percent">The distance behind that price, in percent of it; null when it is told otherwise.</param>
/// <param name="Distance">The distance in quote coin (inverse: USD); null when it is told otherwise.</param>
public sealed record TrailingMove(MoveStart From, decimal? Percent, decimal? Distance)
{
    /// <summary>After each target to the one before it.</summary>
    [JsonIgnore]
    public bool FollowsTargets => Percent is null && Distance is null;
}
