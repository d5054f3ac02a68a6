using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;

namespace TradingBot.Core.Signals;

/// <summary>Why one or more alerts seem to be missing before an alert.</summary>
/// <param name="Alert">The last one before it.</param>
/// <param name="At">When that one fired.</param>
/// <param name="Left">The position that it left in TradingView's simulation.</param>
/// <param name="LeftSize">How much of it, in TradingView's contracts; null where it did not tell.</param>
/// <param name="Began">The position that this one began with.</param>
/// <param name="BeganSize">As <paramref name="LeftSize"/>.</param>
public sealed record MissedBefore(
    SignalId Alert, DateTimeOffset At, TargetPosition Left, decimal? LeftSize, TargetPosition Began, decimal? BeganSize)
{
    /// <summary>"long 2" or "flat"; sizes only where they are what differs.</summary>
    public (string Left, string Began) Words => Left == Began
        ? (WordsOf(Left, LeftSize), WordsOf(Began, BeganSize))
        : (WordsOf(Left, size: null), WordsOf(Began, size: null));

    private static string WordsOf(TargetPosition position, decimal? size) =>
        size is { } contracts ? $"{EnumNames.Write(position)} {DecimalText.Write(contracts)}" : EnumNames.Write(position);
}
