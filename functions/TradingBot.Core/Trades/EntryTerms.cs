using TradingBot.Core.Foundation;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Trades;

/// <summary>How far an entry may go from the price that it was approved at, fixed with its approval.</summary>
public sealed record EntryTerms
{
    public static EntryTerms None { get; } = new();

    /// <summary>
    /// The worst price that it may be filled at, on the tick; null where nothing bounds a market order, and where a limit order stays at
    /// its price.
    /// </summary>
    public decimal? WorstPrice { get; init; }

    /// <summary>Every how many seconds a limit order follows the market that moves away from it; null not.</summary>
    public int? ChaseSeconds { get; init; }

    /// <summary>What becomes of what a limit order has not filled when its time is over.</summary>
    public UnfilledEntry WhenUnfilled { get; init; }

    /// <summary>The end of an order with a worst price that was gone before anything of it was filled.</summary>
    /// <param name="worst">Its worst price.</param>
    /// <param name="told">What the exchange says of it; null when it says nothing.</param>
    public static Denial WhyNotFilled(decimal worst, string? told) => new(
        DenialCodes.EntrySlippage,
        $"Nothing was filled at {DecimalText.Write(worst)}, the worst price that maxSlippagePercent allows, or better: "
            + PlainText.Sentence(told ?? "the exchange gave no reason"),
        new Dictionary<string, string> { ["worstPrice"] = DecimalText.Write(worst) });

    /// <summary>What the trader is told of it, a sentence each with a space before it.</summary>
    internal string Remarks(OrderType type)
    {
        if (WorstPrice is not { } worst) return "";
        var most = DecimalText.Write(worst);
        if (type == OrderType.Market) return $" It is filled at {most} or better, or not at all.";
        var chased = ChaseSeconds is { } seconds ? $" Every {seconds} seconds its order follows the market, as far as {most}." : "";
        var crossed = WhenUnfilled == UnfilledEntry.Market
            ? $" What is not filled when its time is over goes to the market, at {most} or better."
            : "";
        return chased + crossed;
    }
}
