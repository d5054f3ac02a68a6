using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Risk;

/// <summary>Denials with their sentence and the numbers that caused them.</summary>
internal static class Denials
{
    public static Denial Of(string code, string message, params ReadOnlySpan<(string Name, decimal Value)> numbers)
    {
        var map = new Dictionary<string, string>();
        foreach (var (name, value) in numbers) map[name] = DecimalText.Write(value);
        return new Denial(code, message, map);
    }

    public static Denial WrongStop(Direction direction, decimal stop, decimal price) => Of(
        DenialCodes.StopWrongSide,
        $"A {Word(direction)} position needs its stop {(direction == Direction.Long ? "below" : "above")} {Text(price)}; {Text(stop)} is not.",
        ("stop", stop),
        ("price", price));

    public static Denial WiderStop(decimal stop, decimal widest) => Of(
        DenialCodes.StopWiderThanStrategy,
        $"The alert's stop {Text(stop)} is further away than the strategy's {Text(widest)}.",
        ("stop", stop),
        ("strategyStop", widest));

    public static Denial WrongTarget(Direction direction, decimal target, decimal price) => Of(
        DenialCodes.TargetWrongSide,
        $"A {Word(direction)} position needs its target {(direction == Direction.Long ? "above" : "below")} {Text(price)}; {Text(target)} is not.",
        ("target", target),
        ("price", price));

    /// <param name="quantity">What one order would have to hold, on the instrument's step.</param>
    public static Denial AboveMaximum(Instrument instrument, OrderType type, decimal quantity, decimal most) => Of(
        DenialCodes.AboveMaximum,
        $"The size comes to {Text(quantity)}; {instrument.Symbol} takes at most {Text(most)} in one {EnumNames.Write(type)} order.",
        ("quantity", quantity),
        ("maxQuantity", most));

    public static string Text(decimal value) => DecimalText.Write(value);

    public static string Word(Direction direction) => direction == Direction.Long ? "long" : "short";
}
