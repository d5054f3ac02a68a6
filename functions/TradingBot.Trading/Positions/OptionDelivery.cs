using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Books what an option was worth at its expiry. The exchange's list of closed options is the witness: whether it lists an execution of
/// a delivery, and whether that one's price is the option's worth or the price of the underlying, is no certain fact, while that list
/// names the delivery price by itself (Bybit V5, position/get-closed-positions).
/// </summary>
public sealed class OptionDelivery(IExchange exchange, ITradeLedger ledger, TimeProvider time)
{
    // The exchange may be slow to list it, and nothing is at risk any more; after so long it has to be looked for by a person.
    private static readonly TimeSpan ListedWithin = TimeSpan.FromDays(1);

    /// <summary>True for an option from its expiry on.</summary>
    public static bool IsDue(TradeRecord trade, DateTimeOffset now) => now >= ExpiryOf(trade);

    /// <summary>True for as long after its expiry as an option that the exchange holds no more is waited for to be listed.</summary>
    public static bool IsExpected(TradeRecord trade, DateTimeOffset now) => IsDue(trade, now) && now < ExpiryOf(trade) + ListedWithin;

    /// <summary>Books the delivery of what the exchange does not hold any more; false, and told once, while it is not listed yet.</summary>
    /// <param name="trade">As just read from the ledger.</param>
    /// <param name="holding">What of it stands.</param>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<bool> BookAsync(TradeRecord trade, PositionState holding, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(holding);
        var now = time.GetUtcNow();
        if (OptionContract.Find(trade.Symbol) is not { } contract)
            return false;
        var closed = await exchange.GetClosedOptionsAsync(trade.Symbol, trade.CreatedAt - ExchangeClock.Tolerance, token).RequireAsync();
        if (closed.LastOrDefault(row => row.Direction == trade.Direction && row.DeliveryPrice is not null) is not
            { DeliveryPrice: { } price } row)
        {
            await ledger.AddLineAsync(trade.Id, TradeEvents.DeliveryAwaited(), now, token);
            return false;
        }

        // What our own orders have sold before is in no book yet, and was not delivered.
        var sold = SpotPositions.UnbookedSale(
            await ledger.ListOrdersAsync(trade.Id, token), await ledger.ListFillsAsync(trade.Id, token));
        if (Math.Min(holding.Missing, trade.OpenQuantity - sold) is not (> 0 and var delivered))
            return false;
        await ledger.BookFillsAsync(trade.Id, [FillOf(trade, contract.WorthAt(price), delivered, row)], now, token);
        return true;
    }

    private static DateTimeOffset? ExpiryOf(TradeRecord trade) =>
        trade.Category == Category.Option ? OptionContract.Find(trade.Symbol)?.ExpiresAt : null;

    // One each trade: booked again after a crash it is the same. Of a position that somebody else has a part in, a part of the fee is ours.
    private static Fill FillOf(TradeRecord trade, decimal worth, decimal quantity, ClosedOption row) => new()
    {
        ExecId = $"delivery-{trade.Id}",
        Role = OrderRole.Exit,
        Side = trade.Direction.ExitSide(),
        Price = worth,
        Quantity = quantity,
        Value = quantity * worth,
        Fee = row.Quantity > trade.FilledQuantity ? row.DeliveryFee * trade.FilledQuantity / row.Quantity : row.DeliveryFee,
        FeeCurrency = trade.SettleCoin,
        IsMaker = false,
        At = row.ClosedAt,
        Forced = ForcedExit.Settlement,
    };
}
