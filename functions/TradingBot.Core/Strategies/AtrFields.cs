using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Strategies;

/// <summary>Reads <c>atr</c>, <c>atrLength</c> and <c>atrInterval</c>, wherever an average true range measures something.</summary>
internal static class AtrFields
{
    private const decimal LargestMultiple = 1000m;
    private const int Longest = 200;

    /// <summary>Null when no multiple is given, and with a fault told when it cannot be read.</summary>
    /// <param name="usual">What length and interval are where they are left out; null: 14 bars of an hour.</param>
    public static AtrRule? Read(JsonFields fields, AtrBars? usual)
    {
        var multiple = fields.Number("atr", min: 0, max: LargestMultiple, aboveMin: true);
        // Without a multiple length and interval belong to nothing, and are told like any field that does.
        if (!fields.Has("atr")) return null;
        var bars = ReadBars(fields, usual);
        return multiple is { } times ? new AtrRule(times, bars) : null;
    }

    /// <inheritdoc cref="Read"/>
    public static AtrBars ReadBars(JsonFields fields, AtrBars? usual)
    {
        usual ??= AtrBars.Usual;
        return new AtrBars(
            fields.Whole("atrLength", 1, Longest) ?? usual.Length, fields.Word<CandleInterval>("atrInterval") ?? usual.Interval);
    }
}
