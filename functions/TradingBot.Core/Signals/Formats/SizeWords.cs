using TradingBot.Core.Foundation;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals.Formats;

/// <summary>
/// Takes another service's size into ours, where both mean the same. A size in another unit is a fault, and no entry of the strategy's
/// size: it may have asked for less.
/// </summary>
internal static class SizeWords
{
    /// <summary>The size of an entry.</summary>
    /// <param name="value">The field of the size.</param>
    /// <param name="unit">The field that tells its unit; it need not be sent.</param>
    /// <param name="word">The unit as the sender spells it.</param>
    /// <param name="mode">The mode of ours that means the same; null: there is none.</param>
    public static void Ask(Translator alert, JsonFields from, string value, string unit, string word, SizingMode? mode, Strategy strategy)
    {
        if (!from.Has(value)) return;
        var (path, place) = (from.PathOf(value), from.PathOf(from.Has(unit) ? unit : value));
        if (mode == SizingMode.FixedQuantity && strategy.Sizing.Mode == SizingMode.FollowContracts)
        {
            alert.Carry(from, value, "contracts");
            return;
        }

        if (mode == strategy.Sizing.Mode)
        {
            alert.Call("size", path);
            alert.Say("size.mode", EnumNames.Write(mode.Value), place);
            alert.Carry(from, value, "size.value");
            return;
        }

        from.Raw(value);
        var own = EnumNames.Write(strategy.Sizing.Mode);
        var change = mode is { } other ? $", or set the strategy's sizing to {EnumNames.Write(other)}" : "";
        alert.Fault(place, $"is {word}, and the strategy sizes by {own}; leave {value} out, so that the strategy's size is taken{change}.");
    }

    /// <summary>
    /// The part of an exit. What says how much of the position, or how much of what the strategy counts in, is taken; of any other unit
    /// nothing is said, and the field is named as ignored.
    /// </summary>
    /// <param name="isShare">The size is a percentage of the position.</param>
    /// <param name="isQuantity">The size is a quantity, base coin, inverse: USD contracts.</param>
    public static void Take(Translator alert, JsonFields from, string value, bool isShare, bool isQuantity, Strategy strategy)
    {
        if (!from.Has(value)) return;
        if (isShare)
            alert.Carry(from, value, "reduce.percent");
        else if (isQuantity && strategy.Sizing.Mode == SizingMode.FixedQuantity)
            alert.Carry(from, value, "reduce.size");
        else if (isQuantity && strategy.Sizing.Mode == SizingMode.FollowContracts
            && from.Number(value, min: 0, aboveMin: true) is { } contracts)
            alert.Say("reduce.size", DecimalText.Write(contracts * strategy.Sizing.Value), from.PathOf(value));
        else
            alert.Ignore(from.PathOf(value));
    }
}
