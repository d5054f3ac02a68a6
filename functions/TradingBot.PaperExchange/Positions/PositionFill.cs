namespace TradingBot.PaperExchange.Positions;

/// <summary>What one fill did to a position: the new position and the exact money of the parts it closed and opened.</summary>
internal sealed record PositionFill(
    Position Position, decimal ClosedQty, decimal EntryShare, decimal ExitValue, decimal Gross, decimal OpenFeeShare, decimal CloseFee,
    decimal OpenValue, decimal OpenFee)
{
    /// <summary>Of the whole fill, in the settle coin.</summary>
    public decimal Value => ExitValue + OpenValue;

    /// <summary>Of the whole fill, in the settle coin.</summary>
    public decimal Fee => CloseFee + OpenFee;
}
