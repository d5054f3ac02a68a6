namespace TradingBot.Judges.Tests;

/// <summary>The rules of one perpetual, written down here once more so that the exchange is not its own measure.</summary>
public abstract record Contract
{
    public const decimal Taker = 0.00055m;
    public const decimal Maker = 0.0002m;
    public const decimal Last = 60_000;

    public required string Coin { get; init; }
    public required decimal Tick { get; init; }
    public required decimal Step { get; init; }
    public required decimal Funds { get; init; }
    public required decimal Small { get; init; }
    public required decimal Amended { get; init; }
    public required decimal Large { get; init; }
    public required decimal Part { get; init; }
    public required decimal Short { get; init; }

    /// <summary>How far an amount of the coin may be off, where shares of a position are divided.</summary>
    public required decimal MoneyTolerance { get; init; }

    /// <summary>How far an average price may be off: it is shown with eight places.</summary>
    public required decimal PriceTolerance { get; init; }

    /// <summary>Value of a quantity at a price, in the coin of profit and loss.</summary>
    public abstract decimal Value(decimal qty, decimal price);

    /// <summary>Average price of a quantity that was worth this much.</summary>
    public abstract decimal Average(decimal qty, decimal value);

    /// <summary>What a long position gains between two values; a short one gains the opposite.</summary>
    public abstract decimal Gain(decimal entryValue, decimal exitValue);

    public decimal Bought(decimal price = Last) => price + Tick;

    public decimal Sold(decimal price = Last) => price - Tick;

    public sealed record Linear : Contract
    {
        public override decimal Value(decimal qty, decimal price) => qty * price;

        public override decimal Average(decimal qty, decimal value) => value / qty;

        public override decimal Gain(decimal entryValue, decimal exitValue) => exitValue - entryValue;
    }

    public sealed record Inverse : Contract
    {
        public override decimal Value(decimal qty, decimal price) => qty / price;

        public override decimal Average(decimal qty, decimal value) => qty / value;

        public override decimal Gain(decimal entryValue, decimal exitValue) => entryValue - exitValue;
    }
}
