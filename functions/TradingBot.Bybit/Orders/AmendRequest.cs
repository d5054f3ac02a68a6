using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Orders;

/// <summary>Turns a change into Bybit's form, or says which field of it Bybit cannot take.</summary>
internal static class AmendRequest
{
    public static WireAmendOrder From(OrderAmendment amendment) => new()
    {
        Category = WireText.Of(amendment.Category),
        Symbol = amendment.Symbol.Value,
        OrderLinkId = amendment.LinkId.Value,
        Qty = WireText.Of(amendment.Quantity),
        Price = WireText.Of(amendment.LimitPrice),
        TriggerPrice = WireText.Of(amendment.TriggerPrice),
        StopLoss = WireText.Of(amendment.StopLoss),
        TakeProfit = WireText.Of(amendment.TakeProfit),
    };

    public static string? Refusal(OrderAmendment amendment)
    {
        var hasExit = amendment.StopLoss is not null || amendment.TakeProfit is not null;
        if (amendment is { Quantity: null, LimitPrice: null, TriggerPrice: null } && !hasExit)
            return "Quantity, LimitPrice, TriggerPrice, StopLoss, TakeProfit: none is given, so there is nothing to change.";
        if (amendment.Quantity <= 0m || amendment.LimitPrice <= 0m || amendment.TriggerPrice <= 0m)
            return "Quantity, LimitPrice, TriggerPrice: must be greater than zero where given.";
        if (amendment.StopLoss < 0m || amendment.TakeProfit < 0m)
            return "StopLoss, TakeProfit: must not be negative.";
        return hasExit && amendment.Category == Category.Option
            ? "StopLoss, TakeProfit: option exits are not handed to the exchange."
            : null;
    }
}
