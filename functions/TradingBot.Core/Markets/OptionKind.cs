namespace TradingBot.Core.Markets;

public enum OptionKind
{
    /// <summary>The right to buy at the strike: worth something above it.</summary>
    Call,

    /// <summary>The right to sell at the strike: worth something below it.</summary>
    Put,
}
