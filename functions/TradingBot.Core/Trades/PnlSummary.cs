namespace TradingBot.Core.Trades;

/// <summary>
/// What a trade's fills and funding amount to, in settle coin. Gross is the profit of the closed part before fees; fees are all paid so
/// far, those of the part still open included; net is gross less fees and funding. Averages are null without fills on that side; that of
/// the entry is of what is open, and once all is closed, of all.
/// </summary>
public sealed record PnlSummary(
    decimal EntryQuantity, decimal? AverageEntry, decimal ExitQuantity, decimal? AverageExit, decimal Gross, decimal Fees, decimal Net)
{
    /// <summary>
    /// Funding paid so far for the trade's part of its position, that of the part still open included; negative when more was received.
    /// </summary>
    public decimal Funding { get; init; }

    /// <summary>What is left to close; on spot less the fees that were taken in the bought coin.</summary>
    public decimal SellableQuantity { get; init; }

    /// <summary>Value of all entry fills, in quote coin; inverse: in base coin.</summary>
    public decimal EntryValue { get; init; }

    /// <summary>
    /// What the entry of the closed part brought to gross, in settle coin: negative where it was paid, positive where it was received.
    /// </summary>
    public decimal EntryFlow { get; init; }

    /// <summary>What the exit brought to gross, in settle coin; both flows add up to it.</summary>
    public decimal ExitFlow { get; init; }

    /// <summary>
    /// Fees that were taken in the base coin of a spot trade, in that coin; Fees holds them valued at the price of their fills.
    /// </summary>
    public decimal FeesInBaseCoin { get; init; }
}
