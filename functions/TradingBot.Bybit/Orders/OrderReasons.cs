using TradingBot.Bybit.Wire;

namespace TradingBot.Bybit.Orders;

/// <summary>What Bybit's words for the end of an order mean (V5, enums, rejectReason and cancelType), for people.</summary>
internal static class OrderReasons
{
    private const string None = "EC_NoError";
    private const string Asked = "EC_PerCancelRequest";

    private static readonly Dictionary<string, string> Words = new()
    {
        [Asked] = "a cancel was asked for",
        ["EC_PostOnlyWillTakeLiquidity"] = "it would have been filled at once, and it was post-only",
        ["EC_NoImmediateQtyToFill"] = "nobody traded at its price at that moment",
        ["EC_NoEnoughQtyToFill"] = "the book did not hold all of it",
        ["EC_CancelForNoFullFill"] = "it could not be filled as a whole",
        ["EC_BySelfMatch"] = "it would have met an order of the same account",
        ["EC_StopBySelfMatch"] = "it would have met an order of the same account",
        ["EC_InvalidSymbolStatus"] = "the symbol does not trade now",
        ["EC_SecurityStatusFail"] = "the symbol does not trade now",
        ["EC_InCallAuctionStatus"] = "the symbol is in its opening auction",
        ["EC_ReachMaxTradeNum"] = "it met too many other orders at once",
        ["EC_ReachRiskPriceLimit"] = "its price lies outside the allowed band",
        ["EC_ReachMarketPriceLimit"] = "its price lies outside the allowed band",
        ["EC_LimitOrderInvalidPrice"] = "its price is not allowed",
        ["EC_InvalidPriceScale"] = "its price is not on the price step",
        ["EC_QtyCannotBeZero"] = "its quantity came to zero",
        ["EC_EcInvalidQty"] = "its quantity is not allowed",
        ["EC_InvalidAmount"] = "its amount is not allowed",
        ["EC_CancelByOrderValueZero"] = "its value came to zero",
        ["EC_CancelByMatchValueZero"] = "its value came to zero",
        ["EC_CancelReplaceOrder"] = "it was replaced by another order",
        ["EC_OrderNotExist"] = "the exchange does not know it",
        ["EC_Others"] = "the exchange gives no reason",
        ["CancelByUser"] = "a cancel was asked for",
        ["CancelByAdmin"] = "the exchange cancelled it",
        ["CancelByReduceOnly"] = "there was no position left for it to reduce",
        ["CancelByPrepareLiq"] = "the position was about to be liquidated",
        ["CancelAllBeforeLiq"] = "the position was about to be liquidated",
        ["CancelByPrepareAdl"] = "the position was about to be auto-deleveraged",
        ["CancelAllBeforeAdl"] = "the position was about to be auto-deleveraged",
        ["CancelBySettle"] = "the contract was settled",
        ["CancelByDelivery"] = "the contract was delivered",
        ["CancelByTpSlTsClear"] = "the position that it guarded was gone",
        ["CancelByOCOTpCanceledBySlTriggered"] = "the stop-loss beside it was triggered",
        ["CancelByOCOSlCanceledByTpTriggered"] = "the take-profit beside it was triggered",
        ["CancelBySmp"] = "it would have met an order of the same account",
        ["CancelByCannotAffordOrderCost"] = "the free balance did not cover it",
        ["CancelByAccountBlocking"] = "the account is blocked",
        ["CancelByCrossSelfMuch"] = "it would have met an order of the same account",
        ["CancelByCrossReachMaxTradeNum"] = "it met too many other orders at once",
        ["CancelByDCP"] = "the connection that guarded it was lost",
    };

    /// <summary>Why the order ended, in words; a word of Bybit's that is not known stays as it is. Null when there is none.</summary>
    /// <param name="rejectReason">Counts first.</param>
    /// <param name="cancelType">Says who cancelled, where the first tells no more than that somebody did.</param>
    public static string? Of(string? rejectReason, string? cancelType)
    {
        var (reject, cancel) = (Known(rejectReason), Known(cancelType));
        return (reject is null or Asked ? cancel ?? reject : reject) is not { } word ? null : Words.GetValueOrDefault(word, word);
    }

    private static string? Known(string? text) => WireValue.Word(text) is { } word && word is not None ? word : null;
}
