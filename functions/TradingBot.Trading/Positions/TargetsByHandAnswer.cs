using TradingBot.Core.Trades;

namespace TradingBot.Trading.Positions;

/// <summary>What comes of targets that a person wants.</summary>
public abstract record TargetsByHandAnswer
{
    private TargetsByHandAnswer()
    {
    }

    /// <summary>They can be taken.</summary>
    /// <param name="Targets">All of the trade's targets, the reached ones included.</param>
    /// <param name="Added">Those that are not reached, the nearest first.</param>
    public sealed record Possible(IReadOnlyList<PlannedTarget> Targets, IReadOnlyList<TargetPreview> Added) : TargetsByHandAnswer
    {
        /// <summary>What they leave to the stop.</summary>
        public required decimal Rest { get; init; }

        /// <summary>
        /// Of the whole trade if all of them are hit and the rest leaves at the stop, fees and funding included, in settle coin.
        /// </summary>
        public required decimal Profit { get; init; }

        /// <summary>That in multiples of the risk; null where nothing was risked.</summary>
        public required decimal? Multiple { get; init; }

        /// <summary>Rules of the trade that wait for a target which is not there, a sentence each.</summary>
        public required IReadOnlyList<string> Remarks { get; init; }
    }

    /// <summary>Nothing of the trade is open that a target could close.</summary>
    public sealed record NotOpen : TargetsByHandAnswer;

    /// <summary>
    /// All or a part of it is being closed, or the target for all of it cannot be changed while its entry is being filled.
    /// </summary>
    public sealed record Busy : TargetsByHandAnswer;

    /// <summary>Every share that its targets were to close is closed; what is left is the stop's.</summary>
    public sealed record AllReached : TargetsByHandAnswer;

    /// <summary>Together with the reached ones they would be more than a trade can have.</summary>
    /// <param name="Most">How many it can have besides those.</param>
    public sealed record TooMany(int Most) : TargetsByHandAnswer;

    /// <summary>The price is beyond one already.</summary>
    public sealed record Passed(decimal Target, decimal Price) : TargetsByHandAnswer;

    /// <summary>The exchange takes no order for any of the parts.</summary>
    public sealed record TooSmall(decimal Held, decimal MinQuantity) : TargetsByHandAnswer;
}

/// <summary>One target that a person wants.</summary>
/// <param name="Target">Where it is to lie, with its share of the whole position.</param>
/// <param name="Quantity">What it closes; zero where that is too little for an order and is closed with the next one.</param>
/// <param name="Profit">What that adds to the trade's result, fees included, in settle coin.</param>
public sealed record TargetPreview(PlannedTarget Target, decimal Quantity, decimal Profit);
