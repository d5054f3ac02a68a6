namespace TradingBot.Functions.Tests.Sequences;

/// <summary>What is added to what is held: as much as a trade holds at first, as often as the strategy does so.</summary>
internal sealed partial class AlertModel
{
    private bool MayAdd(AlertForm form) => pyramiding > 0 && form.IsLarger;

    // It opens no position, but is no exit either: one that comes after a later alert was carried out may be left out.
    private Held?[] Grow(Held held, bool isLate)
    {
        if (held.Additions >= pyramiding)
            return [held];
        var grown = held with { Size = held.Size + SequenceText.Size, Additions = held.Additions + 1 };
        return isLate ? [held, grown] : [grown];
    }
}
