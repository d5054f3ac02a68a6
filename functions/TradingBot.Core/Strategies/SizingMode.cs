namespace TradingBot.Core.Strategies;

/// <summary>How the quantity of an entry is found. The meaning of the value is told by each mode.</summary>
public enum SizingMode
{
    /// <summary>The value is the quantity itself (base coin; inverse: USD contracts).</summary>
    FixedQuantity,

    /// <summary>The value is the notional in quote coin.</summary>
    FixedNotional,

    /// <summary>The value is the notional in percent of equity.</summary>
    EquityPercent,

    /// <summary>The value is the loss at the stop, fees included, in percent of equity. Needs a stop.</summary>
    RiskPercent,

    /// <summary>The value is the loss at the stop, fees included, in settle coin. Needs a stop.</summary>
    RiskAmount,

    /// <summary>The value is the loss for one average true range of adverse move, fees included, in percent of equity.</summary>
    AtrRisk,

    /// <summary>The value multiplies the contracts of the alert (base coin; inverse: USD contracts), up to a bound.</summary>
    FollowContracts,
}
