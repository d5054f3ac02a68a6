namespace TradingBot.PaperExchange.Protocol;

/// <summary>What kind of waiting order this is; None is a plain order.</summary>
internal enum StopKind
{
    None,
    Stop,
    TakeProfit,
    StopLoss,
    TrailingStop,
    PartialTakeProfit,
    PartialStopLoss,
    TpslOrder,
    BidirectionalTpslOrder,
}
