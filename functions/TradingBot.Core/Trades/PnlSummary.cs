namespace TradingBot.Core.Trades;

/// <summary>
/// What a trade's fills amount to, in settle coin. Gross is the profit of the closed part before fees; fees are all paid so far,
/// those of the part still open included; net is gross less fees. Averages are null without fills on that side.
/// </summary>
public sealed record PnlSummary(
    decimal EntryQuantity, decimal? AverageEntry, decimal ExitQuantity, decimal? AverageExit, decimal Gross, decimal Fees, decimal Net)
{
    /// <summary>What is left to close; on spot less the fees that were taken in the bought coin.</summary>
    public decimal SellableQuantity { get; init; }
}
