namespace TradingBot.Core.Signals;

/// <summary>How an order changed the simulated position within one direction.</summary>
internal abstract record SizeChange
{
    private SizeChange()
    {
    }

    /// <summary>False when the order did not enlarge what the simulation held.</summary>
    public bool IsEntry => this is Larger or Unknown;

    public static SizeChange Of(Signal signal)
    {
        if (signal.Position != signal.PrevPosition && signal.PrevPosition is not null) return new Unknown();
        if (signal is not { PositionSize: { } now, PrevPositionSize: { } before } || before == 0) return new Unknown();
        if (now == before) return new Same();
        return now > before ? new Larger() : new Smaller(1 - (now / before));
    }

    public sealed record Larger : SizeChange;

    public sealed record Smaller(decimal Fraction) : SizeChange;

    public sealed record Same : SizeChange;

    /// <summary>No sizes, or the direction itself changed.</summary>
    public sealed record Unknown : SizeChange;
}
