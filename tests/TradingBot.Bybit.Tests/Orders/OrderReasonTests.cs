using TradingBot.Bybit.Orders;

namespace TradingBot.Bybit.Tests.Orders;

/// <summary>Why an order ended, in our words: of the exchange's two fields the one that says more.</summary>
public sealed class OrderReasonTests
{
    public static TheoryData<string> Sentences =>
    [
        "it would have been filled at once, and it was post-only: EC_PostOnlyWillTakeLiquidity",
        "nobody traded at its price at that moment: EC_NoImmediateQtyToFill",
        "the book did not hold all of it: EC_NoEnoughQtyToFill",
        "it could not be filled as a whole: EC_CancelForNoFullFill",
        "it would have met an order of the same account: EC_BySelfMatch EC_StopBySelfMatch CancelBySmp CancelByCrossSelfMuch",
        "the symbol does not trade now: EC_InvalidSymbolStatus EC_SecurityStatusFail",
        "the symbol is in its opening auction: EC_InCallAuctionStatus",
        "it met too many other orders at once: EC_ReachMaxTradeNum CancelByCrossReachMaxTradeNum",
        "its price lies outside the allowed band: EC_ReachRiskPriceLimit EC_ReachMarketPriceLimit",
        "its price is not allowed: EC_LimitOrderInvalidPrice",
        "its price is not on the price step: EC_InvalidPriceScale",
        "its quantity came to zero: EC_QtyCannotBeZero",
        "its quantity is not allowed: EC_EcInvalidQty",
        "its amount is not allowed: EC_InvalidAmount",
        "its value came to zero: EC_CancelByOrderValueZero EC_CancelByMatchValueZero",
        "it was replaced by another order: EC_CancelReplaceOrder",
        "the exchange does not know it: EC_OrderNotExist",
        "the exchange gives no reason: EC_Others",
        "a cancel was asked for: EC_PerCancelRequest CancelByUser",
        "the exchange cancelled it: CancelByAdmin",
        "there was no position left for it to reduce: CancelByReduceOnly",
        "the position was about to be liquidated: CancelByPrepareLiq CancelAllBeforeLiq",
        "the position was about to be auto-deleveraged: CancelByPrepareAdl CancelAllBeforeAdl",
        "the contract was settled: CancelBySettle",
        "the contract was delivered: CancelByDelivery",
        "the position that it guarded was gone: CancelByTpSlTsClear",
        "the stop-loss beside it was triggered: CancelByOCOTpCanceledBySlTriggered",
        "the take-profit beside it was triggered: CancelByOCOSlCanceledByTpTriggered",
        "the free balance did not cover it: CancelByCannotAffordOrderCost",
        "the account is blocked: CancelByAccountBlocking",
        "the connection that guarded it was lost: CancelByDCP",
    ];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Word_of_either_field_is_told_as_a_sentence(string row)
    {
        var sentence = row.Split(": ")[0];

        Assert.All(row.Split(": ")[1].Split(' '), word =>
        {
            Assert.Equal(sentence, OrderReasons.Of(word, cancelType: null));
            Assert.Equal(sentence, OrderReasons.Of(rejectReason: "EC_NoError", word));
        });
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("EC_NoError", "UNKNOWN", null)]
    [InlineData("EC_NoError", "CancelByAdmin", "the exchange cancelled it")]
    [InlineData("EC_PerCancelRequest", "CancelByPrepareLiq", "the position was about to be liquidated")]
    [InlineData("EC_PerCancelRequest", "", "a cancel was asked for")]
    [InlineData("EC_InvalidSymbolStatus", "CancelByAdmin", "the symbol does not trade now")]
    [InlineData("EC_BrandNew", "", "EC_BrandNew")]
    public void Reason_of_the_refusal_comes_before_that_of_the_cancel_unless_it_is_a_mere_wish(
        string? reject, string? cancel, string? expected) => Assert.Equal(expected, OrderReasons.Of(reject, cancel));
}
