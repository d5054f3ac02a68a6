using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Trades;

namespace TradingBot.Trading.Exchange;

/// <summary>
/// Payments of funding from the exchange's executions into the ledger, which books each once and keeps those that are the trade's. The side
/// of such a row is not looked at: which side the exchange names there is no certain fact, and one market holds one position.
/// </summary>
internal static class FundingReading
{
    public static bool MayPayFunding(this TradeRecord trade) =>
        trade.Category is Category.Linear or Category.Inverse && trade.FilledQuantity > 0;

    /// <summary>From when on executions of the trade may not be booked yet, with room for an exchange that lists late.</summary>
    public static DateTimeOffset ExecutionsFrom(this TradeRecord trade) =>
        (trade.ExecutionsReadAt ?? trade.CreatedAt) - ExchangeClock.Tolerance;

    public static async Task BookFundingAsync(
        this ITradeLedger ledger, TradeRecord trade, IEnumerable<ExchangeExecution> executions, DateTimeOffset now, CancellationToken token)
    {
        // V5, enums, execType.
        var payments = executions.Where(static execution => execution.ExecType == "Funding").Select(PaymentOf).ToList();
        if (payments.Count > 0)
            await ledger.BookFundingAsync(trade.Id, payments, now, token);
    }

    /// <summary>Books what the exchange lists of a trade that nothing else is read for any more.</summary>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public static async Task BookFundingAsync(
        this ITradeLedger ledger, TradeRecord trade, IExchange exchange, DateTimeOffset now, CancellationToken token)
    {
        var executions = await exchange.GetExecutionsAsync(trade.Category, trade.Symbol, trade.ExecutionsFrom(), token).RequireAsync();
        await ledger.BookFundingAsync(trade, executions, now, token);
    }

    private static FundingPayment PaymentOf(ExchangeExecution execution) => new()
    {
        ExecId = execution.ExecId,
        At = execution.At,
        PositionAmount = execution.Fee,
        PositionQuantity = Math.Abs(execution.Quantity),
        Coin = execution.FeeCurrency,
        Rate = execution.FeeRate is { } rate ? Math.Abs(rate) * (execution.Fee < 0 ? -1 : 1) : null,
    };
}
