using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Spot: books the coins of a trade that somebody else sold. The wallet alone tells that coins are missing, since a person's coins of the
/// same kind lie in it too; the sales of others tell what they were sold for. Only as much as is missing is taken from them.
/// </summary>
public sealed class ForeignSales(IExchange exchange, ITradeLedger ledger, TimeProvider time)
{
    // An execution of which a further part turns out to be ours is booked under its id with a number.
    private const string PartMark = "#";

    // The wallet is up to date before the lists are: what an order of ours has just sold is missing until its execution is listed.
    private static readonly TimeSpan OwnListedWithin = TimeSpan.FromSeconds(5);

    // Coins may have left while nobody looked, so at first all sales since the entry are read; after that only new ones can tell more.
    private static readonly TimeSpan AllReadFor = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan NewOnes = TimeSpan.FromMinutes(10);

    /// <summary>Books what is missing as far as sales of others tell of it; true when something was booked.</summary>
    /// <param name="trade">As just read from the ledger, with since when coins are missing.</param>
    /// <param name="orders">Its orders, as just looked up.</param>
    /// <param name="missing">What the wallet holds less than our books, in base coin.</param>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<bool> BookAsync(TradeRecord trade, IReadOnlyList<OrderRecord> orders, decimal missing, CancellationToken token)
    {
        var now = time.GetUtcNow();
        if (missing <= 0 || trade is not { OpenedAt: { } openedAt, PositionMissingSince: { } since } || now - since < OwnListedWithin)
            return false;
        var fills = await ledger.ListFillsAsync(trade.Id, token);
        if (!AreOwnBooked(orders, fills))
            return false;
        var own = orders.Select(static order => order.LinkId.Value).ToHashSet();
        var from = now - (trade.PositionWatchedFrom ?? since) < AllReadFor || openedAt > now - NewOnes ? openedAt : now - NewOnes;
        var executions = await exchange.GetExecutionsAsync(trade.Category, trade.Symbol, from, token).RequireAsync();
        var parts = new List<Fill>();
        // The newest sales took them: whoever sells more than is his sells his own first, and what he sold while ours stood was his.
        foreach (var sale in executions.Reverse().Where(sale => IsForeignSale(sale, trade, own)))
        {
            var booked = fills.Where(fill => fill.ExecId.Split(PartMark)[0] == sale.ExecId).ToList();
            var part = Math.Min(missing, sale.Quantity - booked.Sum(static fill => fill.Quantity));
            if (part <= 0)
                continue;
            parts.Add(PartOf(sale, part, booked.Count));
            missing -= part;
        }

        parts.Reverse();
        return parts.Count > 0
            && (await ledger.BookFillsAsync(trade.Id, parts, now, token, await LeaveDustAsync(trade, fills, parts, token))).Count > 0;
    }

    private async Task<bool> LeaveDustAsync(TradeRecord trade, IReadOnlyList<Fill> fills, List<Fill> parts, CancellationToken token)
    {
        var rest = ProfitAndLoss.Of(trade.Category, trade.Direction, trade.SettleCoin, [.. fills, .. parts]).SellableQuantity;
        return await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync() is { } market
            && market.IsTooSmall(Rounding.Down(rest, market.QuantityStep), trade.EntryPrice ?? trade.ReferencePrice);
    }

    private static bool IsForeignSale(ExchangeExecution sale, TradeRecord trade, HashSet<string> own) =>
        sale.ExecType == "Trade" && sale.Side == trade.Direction.ExitSide() && sale.At >= trade.OpenedAt && !own.Contains(sale.LinkId ?? "");

    // While an order of ours may have sold coins that are not booked yet, nobody else is looked for.
    private static bool AreOwnBooked(IReadOnlyList<OrderRecord> orders, IReadOnlyList<Fill> fills) => orders
        .Where(static order => order.Role != OrderRole.Entry)
        .All(order => (order.Status.IsFinal() || order is { Role: OrderRole.Stop, Status: OrderStatus.Open })
            && fills.Where(fill => fill.OrderLinkId == order.LinkId.Value).Sum(static fill => fill.Quantity) >= order.FilledQuantity);

    private static Fill PartOf(ExchangeExecution sale, decimal quantity, int partsBefore) =>
        FillSynchronizer.FillOf(sale, OrderRole.Exit).PartOf(quantity) with
        {
            ExecId = partsBefore == 0 ? sale.ExecId : $"{sale.ExecId}{PartMark}{partsBefore + 1}",
        };
}
