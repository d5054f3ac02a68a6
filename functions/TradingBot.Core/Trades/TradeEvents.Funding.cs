using TradingBot.Core.Foundation;

namespace TradingBot.Core.Trades;

/// <summary>The lines of funding.</summary>
public static partial class TradeEvents
{
    private const int PlacesOfPercent = 6;

    /// <param name="payment">What was paid or received for the whole position.</param>
    /// <param name="quantity">What of the position is the trade's; base coin, inverse: USD contracts.</param>
    /// <param name="amount">The trade's part of the payment, in its coin; positive when paid.</param>
    public static NewTradeEvent FundingPaid(FundingPayment payment, decimal quantity, decimal amount)
    {
        ArgumentNullException.ThrowIfNull(payment);
        var at = payment.Rate is { } rate ? $" at {DecimalText.Write(decimal.Round(Math.Abs(rate) * 100, PlacesOfPercent))} %" : "";
        var part = quantity == payment.PositionQuantity
            ? ""
            : $", the trade's part: {DecimalText.Write(quantity)} of the {DecimalText.Write(payment.PositionQuantity)} that stood";
        return new(
            TradeEventKinds.Funding,
            $"Funding {Went(amount)}: {FigureText.Amount(Math.Abs(amount))} {payment.Coin}{at}{part}.",
            Data(
                ("execId", payment.ExecId),
                ("amount", amount),
                ("coin", payment.Coin),
                ("rate", payment.Rate),
                ("quantity", quantity),
                ("positionQuantity", payment.PositionQuantity)),
            $"funding:{payment.ExecId}");
    }

    /// <summary>The trade's funding as the end of a list of costs, such as " and 0.5 USDT of funding paid"; empty without any.</summary>
    internal static string AndFunding(TradeRecord trade) => trade.Funding == 0
        ? ""
        : $" and {FigureText.Amount(Math.Abs(trade.Funding))} {trade.SettleCoin} of funding {Went(trade.Funding)}";

    private static string Went(decimal amount) => amount < 0 ? "received" : "paid";
}
