namespace TradingBot.PaperExchange;

/// <summary>What one fill did to a position: the new position and the exact money of the part it closed.</summary>
internal sealed record PositionFill(
    Position Position, decimal ClosedQty, decimal EntryShare, decimal ExitValue, decimal Gross, decimal OpenFeeShare, decimal CloseFee);
